// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QRegularExpression>
#include <QString>

namespace lockleaf::test {

/// Reads the PDFs that QPdfWriter makes, as far as tests need it.
class PdfText
{
public:
    explicit PdfText(const QByteArray& pdf) : m_pdf(pdf)
    {
        static const QRegularExpression font(QStringLiteral(R"(/Type0.*?/ToUnicode (\d+) 0 R)"),
                                             QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression number(QStringLiteral(R"(\n(\d+) 0 obj\n)"));
        const QString all = QString::fromLatin1(pdf);
        qsizetype from = 0;
        for (auto begin = number.match(all); begin.hasMatch(); begin = number.match(all, from)) {
            const qsizetype end = all.indexOf(QLatin1String("endobj"), begin.capturedEnd());
            const QString body = all.mid(begin.capturedEnd(), end - begin.capturedEnd());
            m_objects.insert(begin.captured(1), body);
            from = std::max(begin.capturedEnd(), end);
        }
        for (auto at = m_objects.cbegin(); at != m_objects.cend(); ++at)
            if (const auto found = font.match(at.value()); found.hasMatch())
                readMap(at.key(), m_objects.value(found.captured(1)));
    }
    /// The letters on all pages, in the order in which they are drawn, without blanks.
    [[nodiscard]] QString letters() const
    {
        static const QRegularExpression piece(QStringLiteral(R"(/F(\d+) |<([0-9A-Fa-f]+)>\s*Tj)"));
        QString text;
        for (const QString& page : contents()) {
            QString font;
            for (auto all = piece.globalMatch(page); all.hasNext();) {
                const auto found = all.next();
                if (found.capturedLength(1) > 0)
                    font = found.captured(1);
                for (qsizetype i = 0; i + 4 <= found.capturedLength(2); i += 4)
                    text += m_maps.value(font).value(found.captured(2).mid(i, 4).toInt(nullptr, 16));
            }
        }
        // Ligatures are the letters that they are made of.
        return text.normalized(QString::NormalizationForm_KC)
            .remove(QRegularExpression(QStringLiteral("\\s")));
    }
    [[nodiscard]] bool says(QString words) const
    {
        return letters().contains(words.remove(QRegularExpression(QStringLiteral("\\s"))));
    }
    [[nodiscard]] qsizetype pages() const { return contents().size(); }

private:
    void readMap(const QString& font, const QString& map)
    {
        static const QRegularExpression range(QStringLiteral(R"(<(\w{4})> <\w{4}> \[([^\]]*)\])"));
        for (auto all = range.globalMatch(map); all.hasNext();) {
            const auto found = all.next();
            int glyph = found.captured(1).toInt(nullptr, 16);
            const auto marks = found.captured(2).split(u' ', Qt::SkipEmptyParts);
            for (const QString& mark : marks)
                m_maps[font].insert(glyph++, QChar(mark.mid(1, 4).toUShort(nullptr, 16)));
        }
    }
    [[nodiscard]] QStringList contents() const
    {
        static const QRegularExpression contents(QStringLiteral(R"(/Contents (\d+) 0 R)"));
        QStringList found;
        for (auto all = contents.globalMatch(QString::fromLatin1(m_pdf)); all.hasNext();) {
            const QByteArray body = m_objects.value(all.next().captured(1)).toLatin1();
            const qsizetype begin = body.indexOf("stream\n") + 7;
            QByteArray packed = body.mid(begin, body.lastIndexOf("endstream") - begin);
            packed.prepend(QByteArray::fromHex("01000000")); // how much to expect, for qUncompress
            found << QString::fromLatin1(qUncompress(packed));
        }
        return found;
    }

    QByteArray m_pdf;
    QHash<QString, QString> m_objects;        ///< By their numbers.
    QHash<QString, QHash<int, QChar>> m_maps; ///< Of glyphs to letters, by fonts.
};

} // namespace lockleaf::test
