// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vault/vault_session.h"

namespace lockleaf::ui {

/// Asks the vault which titles fit what is being typed. One question is under way at a time and only the last
/// one asked is answered, so that no answer to an older question can follow one to a newer. GUI thread only;
/// the session must outlive it.
class TitleSource : public QObject
{
    Q_OBJECT

public:
    explicit TitleSource(VaultSession& session, QObject* parent = nullptr);

    /// What an empty query is answered with: these notes as far as they live, then the last edited ones,
    /// without `open`.
    void setRecent(std::vector<RecordId> recent, RecordId open);
    /// Asks for up to `limit` titles.
    void ask(const QString& query, std::size_t limit);
    /// No answer to what was asked will come any more.
    void cancel();
    [[nodiscard]] bool isWaiting() const { return m_waiting; }

Q_SIGNALS:
    /// Of what was asked last.
    void answered(const std::vector<lockleaf::TitleMatch>& matches);
    void failed(const lockleaf::Error& error);

private:
    struct Question
    {
        QString query;
        std::size_t limit = 0;
    };
    void send(const Question& question);
    void handleAnswer(std::uint64_t number, Result<std::vector<TitleMatch>> matches);

    VaultSession& m_session;
    std::vector<RecordId> m_recent;
    RecordId m_open;
    Question m_last;
    std::uint64_t m_number = 0; ///< Of the last question.
    bool m_underWay = false;
    bool m_waiting = false;
};

} // namespace lockleaf::ui
