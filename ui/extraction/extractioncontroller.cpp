#include "ui/extraction/extractioncontroller.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/extraction/form.h"
#include "core/extraction/templates.h"
#include "ui/models/session.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace winnow::ui {

namespace {

constexpr int LoadSlot = 1;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

bool isNumeric(const Field& field)
{
    return field.type == FieldType::Number || field.type == FieldType::Integer;
}

/// As a table of numbers needs it: a decimal point, no thousands; other text as it is.
std::string csvText(const Field& field, const std::string& text)
{
    if (!isNumeric(field))
        return text;
    const std::optional<double> value = extraction::number(text);
    return value ? QLocale::c().toString(*value, 'g', 15).toStdString() : text;
}

} // namespace

struct ExtractionController::Loaded {
    std::optional<Form> form;
    std::vector<Study> studies;
    std::vector<Value> values;
};

QString wordOf(Answer answer)
{
    switch (answer) {
    case Answer::Stated:
        return {};
    case Answer::NotReported:
        return ExtractionController::tr("Not reported");
    case Answer::Unclear:
        return ExtractionController::tr("Unclear");
    case Answer::NotApplicable:
        return ExtractionController::tr("Not applicable");
    }
    return {};
}

ExtractionController::ExtractionController(QObject* parent)
    : QObject(parent)
{
}

void ExtractionController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_writing = 0;
    m_loaded = false;
    m_wanted = {};
    m_form.reset();
    m_studies.clear();
    m_values.clear();
    m_study = {};
    Q_EMIT formChanged();
    Q_EMIT studiesChanged();
    Q_EMIT studyChanged();
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, &ExtractionController::changed);
    reload();
}

void ExtractionController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        reload();
}

bool ExtractionController::canWrite() const
{
    return m_session && !m_session->info().readOnly;
}

void ExtractionController::changed(const Changes& changes)
{
    constexpr unsigned Concerns =
        Changes::Citations | Changes::Decisions | Changes::Reports | Changes::Studies | Changes::Settings;
    if (!changes.everything && (changes.flags & Concerns) == 0)
        return;
    m_stale = true;
    if (m_active && m_writing == 0)
        reload();
}

void ExtractionController::reload()
{
    m_stale = false;
    m_session->query<Loaded>(
        this, LoadSlot,
        [](review::Reader& reader) -> Result<Loaded> {
            Loaded loaded;
            Result<Form> form = reader.form();
            if (form)
                loaded.form = *std::move(form);
            else if (form.error().kind != ErrorKind::NotFound)
                return tl::unexpected(form.error());
            loaded.studies = TRY(reader.studies());
            loaded.values = TRY(reader.allValues());
            return loaded;
        },
        [this](Result<Loaded> loaded) {
            if (!loaded) {
                if (loaded.error().kind == ErrorKind::Cancelled)
                    reload(); // broken off for an older question, and still the newest
                else
                    Q_EMIT failed(loaded.error());
            } else if (m_writing > 0) {
                m_stale = true; // read before the newest answer was written
            } else {
                take(*std::move(loaded));
            }
        });
}

void ExtractionController::take(Loaded loaded)
{
    m_loaded = true;
    const ReviewerId own = m_session->info().reviewer;
    m_values.clear();
    for (Value& value : loaded.values)
        if (value.reviewer == own || !value.reviewer)
            m_values[value.study][value.field] = std::move(value);
    const bool otherForm = m_form.has_value() != loaded.form.has_value()
        || (m_form && extraction::toJson(*m_form) != extraction::toJson(*loaded.form));
    m_form = std::move(loaded.form);
    const int before = row();
    m_studies = std::move(loaded.studies);
    if (otherForm)
        Q_EMIT formChanged();
    Q_EMIT studiesChanged();
    if (m_wanted) {
        showStudyOf(std::exchange(m_wanted, {}));
    } else if (row() < 0 && !m_studies.empty()) {
        setRow(std::clamp(before, 0, static_cast<int>(m_studies.size()) - 1));
    } else if (m_studies.empty()) {
        choose({});
    }
    Q_EMIT valuesChanged();
}

std::vector<Form> ExtractionController::templates() const
{
    return extraction::templates();
}

void ExtractionController::useForm(const Form& form)
{
    run([form](review::Review& review) { return review.setForm(form); });
}

std::vector<const Field*> ExtractionController::fields() const
{
    std::vector<const Field*> fields;
    if (m_form)
        for (const Section& section : m_form->sections)
            for (const Field& field : section.fields)
                fields.push_back(&field);
    return fields;
}

const Study* ExtractionController::study() const
{
    const int at = row();
    return at < 0 ? nullptr : &m_studies[static_cast<std::size_t>(at)];
}

int ExtractionController::row() const
{
    const auto found =
        std::find_if(m_studies.begin(), m_studies.end(), [this](const Study& study) { return study.id == m_study; });
    return found == m_studies.end() ? -1 : static_cast<int>(found - m_studies.begin());
}

void ExtractionController::setRow(int row)
{
    if (row >= 0 && row < static_cast<int>(m_studies.size()))
        choose(m_studies[static_cast<std::size_t>(row)].id);
}

void ExtractionController::moveBy(int step)
{
    if (!m_studies.empty())
        setRow(std::clamp(row() + step, 0, static_cast<int>(m_studies.size()) - 1));
}

void ExtractionController::showStudyOf(CitationId citation)
{
    for (const Study& study : m_studies)
        if (std::find(study.reports.begin(), study.reports.end(), citation) != study.reports.end()) {
            choose(study.id);
            return;
        }
    if (!m_loaded || m_stale)
        m_wanted = citation;
    else if (row() < 0)
        setRow(0);
}

void ExtractionController::choose(StudyId study)
{
    if (m_study == study)
        return;
    m_study = study;
    Q_EMIT studyChanged();
}

int ExtractionController::answered(StudyId study) const
{
    const auto found = m_values.find(study);
    if (found == m_values.end() || !m_form)
        return 0;
    return static_cast<int>(std::count_if(found->second.begin(), found->second.end(),
        [this](const auto& entry) { return m_form->field(entry.first) != nullptr; }));
}

QString ExtractionController::progressOf(const Study& study) const
{
    return tr("%1 of %2 answered").arg(number(answered(study.id)), number(static_cast<qint64>(fields().size())));
}

QString ExtractionController::summary() const
{
    if (!m_form || m_studies.empty())
        return {};
    std::int64_t done = 0;
    for (const Study& study : m_studies)
        done += answered(study.id);
    const auto count = static_cast<std::int64_t>(m_studies.size());
    return tr("%1 · %2 of %3 answered")
        .arg(count == 1 ? tr("1 study") : tr("%1 studies").arg(number(count)), number(done),
            number(count * static_cast<std::int64_t>(fields().size())));
}

void ExtractionController::join(const std::vector<StudyId>& studies)
{
    std::vector<CitationId> reports;
    for (const Study& study : m_studies)
        if (std::find(studies.begin(), studies.end(), study.id) != studies.end())
            reports.insert(reports.end(), study.reports.begin(), study.reports.end());
    if (studies.size() < 2)
        return;
    m_wanted = reports.front();
    run([reports](review::Review& review) { return review.joinStudy(reports); });
}

void ExtractionController::separate(CitationId report)
{
    run([report](review::Review& review) { return review.separateStudy(report); });
}

std::vector<CitationRow> ExtractionController::reports() const
{
    const Study* at = study();
    if (at == nullptr)
        return {};
    std::vector<CitationId> ids = at->reports;
    ids.resize(std::min(ids.size(), review::Reader::PageSize));
    Result<std::vector<CitationRow>> rows = m_session->reader().rows(ids);
    return rows ? *std::move(rows) : std::vector<CitationRow>();
}

std::vector<AttachedFile> ExtractionController::files() const
{
    std::vector<AttachedFile> all;
    if (const Study* at = study())
        for (const CitationId report : at->reports)
            if (Result<std::vector<AttachedFile>> files = m_session->reader().files(report))
                all.insert(all.end(), files->begin(), files->end());
    return all;
}

std::optional<Value> ExtractionController::value(StudyId study, const std::string& field) const
{
    const auto values = m_values.find(study);
    if (values == m_values.end())
        return {};
    const auto found = values->second.find(field);
    return found == values->second.end() ? std::nullopt : std::optional(found->second);
}

void ExtractionController::store(const Value& value)
{
    Value wanted = value;
    wanted.text = value.answer == Answer::Stated ? std::string(trimmed(value.text)) : std::string();
    wanted.source = std::string(trimmed(value.source));
    const bool takenBack = wanted.answer == Answer::Stated && wanted.text.empty();
    const std::optional<Value> before = this->value(value.study, value.field);
    if (takenBack ? !before
                  : before && before->answer == wanted.answer && before->text == wanted.text
                && before->source == wanted.source)
        return;
    if (takenBack)
        m_values[value.study].erase(value.field);
    else
        m_values[value.study][value.field] = wanted;
    Q_EMIT studiesChanged();
    Q_EMIT valuesChanged();
    run([wanted, takenBack](review::Review& review) {
        return takenBack ? review.removeValue(wanted.study, wanted.field) : review.setValue(wanted);
    });
}

void ExtractionController::run(std::function<Result<Changes>(review::Review&)> act)
{
    ++m_writing;
    m_session->act(this, std::move(act), [this, of = m_session.get()](const Result<Changes>& result) {
        if (of != m_session.get())
            return;
        --m_writing;
        if (!result) {
            m_stale = true; // what was shown at once must be taken back
            Q_EMIT failed(result.error());
        }
        if (m_writing == 0 && m_stale && (m_active || !result))
            reload();
    });
}

QString ExtractionController::doubt(const Value& draft) const
{
    const Field* field = m_form ? m_form->field(draft.field) : nullptr;
    if (field == nullptr)
        return {};
    std::vector<Value> others;
    if (const auto found = m_values.find(draft.study); found != m_values.end())
        for (const auto& [id, value] : found->second)
            others.push_back(value);
    return toQString(extraction::doubt(*m_form, *field, draft, others));
}

QString ExtractionController::cell(StudyId study, const Field& field) const
{
    const std::optional<Value> found = value(study, field.id);
    if (!found)
        return {};
    return found->answer == Answer::Stated ? toQString(found->text) : wordOf(found->answer);
}

std::string ExtractionController::csv() const
{
    std::vector<std::string> cells{tr("Study").toStdString()};
    for (const Field* field : fields())
        cells.push_back(field->unit.empty() ? field->label : field->label + " (" + field->unit + ")");
    std::string text = csv::line(cells);
    for (const Study& study : m_studies) {
        cells = {study.name};
        for (const Field* field : fields())
            cells.push_back(csvText(*field, cell(study.id, *field).toStdString()));
        text += csv::line(cells);
    }
    return text;
}

Result<> ExtractionController::exportCsv(const QString& path) const
{
    QSaveFile file(path);
    const QByteArray bytes = QByteArray::fromStdString(csv());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorKind::Io,
            tr("The table could not be written to %1. Choose another folder and export again.").arg(path),
            file.errorString());
    return {};
}

} // namespace winnow::ui
