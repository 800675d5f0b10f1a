#include "ui/settings/settingscontroller.h"

#include "core/extraction/form.h"

#include <QDir>
#include <QFile>

namespace winnow::ui {

SettingsController::SettingsController(QObject* parent)
    : QObject(parent)
{
}

void SettingsController::setSession(const std::shared_ptr<Session>& session)
{
    m_session = session;
    if (session)
        connect(session.get(), &Session::changed, this, [this](const Changes& changes) {
            if ((changes.flags & Changes::Settings) != 0 || changes.everything)
                read();
        });
    read();
}

/// A few rows each: read at once.
void SettingsController::read()
{
    for (auto& reasons : m_reasons)
        reasons.clear();
    m_terms.clear();
    m_form.reset();
    if (const auto session = m_session.lock()) {
        review::Reader& reader = session->reader();
        m_reasons[0] = reader.reasons(Stage::TitleAbstract).value_or(std::vector<Reason>{});
        m_reasons[1] = reader.reasons(Stage::FullText).value_or(std::vector<Reason>{});
        m_terms = reader.terms().value_or(std::vector<TermCategory>{});
        if (auto form = reader.form())
            m_form = *std::move(form);
    }
    Q_EMIT changed();
}

bool SettingsController::writable() const
{
    const auto session = m_session.lock();
    return session && !session->info().readOnly;
}

Info SettingsController::info() const
{
    const auto session = m_session.lock();
    return session ? session->info() : Info{};
}

const std::vector<Reason>& SettingsController::reasons(Stage stage) const
{
    return m_reasons[static_cast<std::size_t>(stage) - 1];
}

const std::vector<Form>& SettingsController::forms() const
{
    static const std::vector<Form> all = [] {
        std::vector<Form> found;
        const QDir folder(QStringLiteral(":/templates"));
        for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                continue;
            if (auto form = extraction::parseForm(file.readAll()))
                found.push_back(std::move(*form));
        }
        return found;
    }();
    return all;
}

void SettingsController::act(Session::Act act)
{
    if (const auto session = m_session.lock())
        session->act(this, std::move(act), [this](const Result<Changes>& result) {
            if (result)
                return;
            read(); // what could not be changed is shown as it is
            Q_EMIT failed(result.error());
        });
}

void SettingsController::setTitle(const QString& title)
{
    const std::string wanted = title.simplified().toStdString();
    if (!wanted.empty() && wanted != info().title)
        act([wanted](review::Review& review) { return review.setTitle(wanted); });
}

void SettingsController::setCriteria(const QString& criteria)
{
    const std::string wanted = criteria.trimmed().toStdString();
    if (wanted != info().criteria)
        act([wanted](review::Review& review) { return review.setCriteria(wanted); });
}

void SettingsController::setReviewer(const QString& name)
{
    const std::string wanted = name.simplified().toStdString();
    if (wanted.empty() || wanted == info().reviewerName)
        return;
    act([wanted](review::Review& review) -> Result<Changes> {
        TRY(review.useReviewer(wanted));
        Changes changes;
        changes.flags = Changes::Settings | Changes::Decisions | Changes::Labels | Changes::Studies;
        changes.everything = true;
        changes.count = 0;
        return changes;
    });
}

void SettingsController::setReasons(Stage stage, const std::vector<Reason>& reasons)
{
    if (reasons != this->reasons(stage))
        act([stage, reasons](review::Review& review) { return review.setReasons(stage, reasons); });
}

void SettingsController::setTerms(const std::vector<TermCategory>& terms)
{
    if (terms != m_terms)
        act([terms](review::Review& review) { return review.setTerms(terms); });
}

void SettingsController::setForm(const std::string& id)
{
    if (m_form && id == m_form->id)
        return;
    for (const Form& form : forms())
        if (form.id == id)
            act([form](review::Review& review) { return review.chooseForm(form); });
}

} // namespace winnow::ui
