// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/address_sheet.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int AddressCardWidth = 520;

/// With places in it where a line may end: an address has no spaces.
QString breakable(const QString& address)
{
    QString out;
    out.reserve(address.size() * 2);
    for (const QChar c : address) {
        out += c;
        out += QChar(0x200B);
    }
    return out;
}

QString hostSentence(const QUrl& url)
{
    const QString encoded = url.host(QUrl::FullyEncoded);
    const QString letters = url.host(QUrl::PrettyDecoded);
    if (encoded.startsWith(u"xn--"_s) || encoded.contains(u".xn--"_s))
        return AddressSheet::tr(
                   "It leads to the computer “%1”. Its name in other letters is “%2”: letters of "
                   "several scripts can look the same.")
            .arg(encoded, letters.contains(u"xn--"_s) ? AddressSheet::tr("not shown") : letters);
    return AddressSheet::tr("It leads to the computer “%1”.").arg(encoded);
}

} // namespace

AddressSheet::Facts AddressSheet::factsOf(const QString& address)
{
    const QUrl url(address, QUrl::TolerantMode);
    Facts facts{QString::fromLatin1(url.toEncoded()), {}};
    if (!url.isValid() || facts.shown.isEmpty()) {
        facts.shown.clear();
        facts.sentence = tr("This is not a whole address.");
        return facts;
    }
    if (url.scheme() == u"mailto"_s) {
        facts.sentence = tr("It begins a message in your mail program.");
        return facts;
    }
    facts.sentence = hostSentence(url);
    if (url.scheme() == u"http"_s)
        facts.sentence += u' ' + tr("The connection is not encrypted.");
    if (!url.userInfo().isEmpty())
        facts.sentence += u' ' + tr("What stands before the “@” is a name for signing in, not the computer.");
    return facts;
}

AddressSheet::AddressSheet(const QString& address, QWidget* anyWidget)
    : Sheet(tr("Open this address?"), anyWidget),
      m_state(new Label(tr("Your web browser opens it, outside of Lockleaf."), TextRole::Help,
                        Token::TextSecondary)),
      m_open(new Button(tr("Open"), Button::Kind::Primary))
{
    setCardWidth(AddressCardWidth);
    const Facts facts = factsOf(address);
    const bool isMail = facts.shown.startsWith(u"mailto:"_s);
    auto* shown = new Label(breakable(facts.shown), TextRole::BodyStrong, Token::Text);
    auto* sentence = new Label(facts.sentence, TextRole::Body, Token::Text);
    for (Label* label : {shown, sentence, m_state}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    shown->setAccessibleName(facts.shown);
    if (isMail)
        m_state->setText(tr("Your mail program opens it, outside of Lockleaf."));
    auto* copy = new Button(tr("Copy address"));
    auto* cancel = new Button(tr("Cancel"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addStretch(1);
    for (Button* button : {cancel, copy, m_open})
        foot->addWidget(button);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(shown);
    contentLayout()->addWidget(sentence);
    contentLayout()->addWidget(m_state);
    contentLayout()->addLayout(foot);
    m_open->setEnabled(!facts.shown.isEmpty());
    setInitialFocus(cancel); // Enter must not open what nobody has read
    connect(cancel, &QPushButton::clicked, this, &AddressSheet::reject);
    connect(copy, &QPushButton::clicked, this, [this, written = facts.shown] {
        QGuiApplication::clipboard()->setText(written);
        closeSheet();
    });
    connect(m_open, &QPushButton::clicked, this, [this, written = facts.shown] {
        m_open->setEnabled(false);
        Q_EMIT openRequested(written);
    });
}

void AddressSheet::showNotOpened()
{
    m_state->setText(tr("This desktop did not open it. Copy the address and paste it into your browser."));
}

} // namespace lockleaf::ui
