// The settings of a review: what they are, and the acts that change them.
#pragma once

#include "ui/models/session.h"

#include <QObject>

#include <optional>
#include <vector>

namespace winnow::ui {

/// Each change is one act in the journal, so it can be undone; one that changes nothing is no act.
class SettingsController final : public QObject {
    Q_OBJECT
public:
    explicit SettingsController(QObject* parent = nullptr);
    void setSession(const std::shared_ptr<Session>& session);
    [[nodiscard]] bool writable() const;

    [[nodiscard]] Info info() const;
    [[nodiscard]] const std::vector<Reason>& reasons(Stage stage) const;
    [[nodiscard]] const std::vector<TermCategory>& terms() const { return m_terms; }
    [[nodiscard]] const std::optional<Form>& form() const { return m_form; } ///< the review's
    [[nodiscard]] const std::vector<Form>& forms() const; ///< those that come with the program

    void setTitle(const QString& title);
    void setCriteria(const QString& criteria);
    void setReviewer(const QString& name);
    void setReasons(Stage stage, const std::vector<Reason>& reasons);
    void setTerms(const std::vector<TermCategory>& terms);
    void setForm(const std::string& id);

Q_SIGNALS:
    void changed(); ///< read again
    void failed(const winnow::Error& error);

private:
    void read();
    void act(Session::Act act);

    std::weak_ptr<Session> m_session;
    std::vector<Reason> m_reasons[2];
    std::vector<TermCategory> m_terms;
    std::optional<Form> m_form;
};

} // namespace winnow::ui
