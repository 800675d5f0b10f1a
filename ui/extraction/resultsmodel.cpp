#include "ui/extraction/resultsmodel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/units.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;
using extraction::Address;
using extraction::AddressKind;
using extraction::Arm;
using extraction::Reading;

namespace {

bool isCell(const Address& address)
{
    return address.kind == AddressKind::Result || address.kind == AddressKind::Contrast;
}

/// " = 248 µmol/L", where the printed unit is another one.
QString convertedBeside(const Outcome* outcome, const Reading& reading)
{
    const extraction::Quantity* const quantity = outcome != nullptr ? extraction::quantityOf(outcome->label) : nullptr;
    if (quantity == nullptr || !reading.value || reading.unit.empty())
        return {};
    const auto beside = extraction::converted(*quantity, *reading.value, reading.unit);
    if (!beside || extraction::unitKey(beside->unit) == extraction::unitKey(reading.unit))
        return {};
    return u" = "_s + toQString(extraction::shown(*beside));
}

} // namespace

ResultsModel::ResultsModel(ExtractionController& controller, QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
{
    for (const auto change : {&ExtractionController::formChanged, &ExtractionController::studyChanged,
             &ExtractionController::valuesChanged, &ExtractionController::itemsChanged})
        connect(&m_controller, change, this, &ResultsModel::refresh);
    connect(&m_controller, &ExtractionController::objectionsChanged, this, &ResultsModel::refresh);
    refresh();
}

StudyId ResultsModel::study() const
{
    const Study* const at = m_controller.study();
    return at == nullptr ? StudyId() : at->id;
}

void ResultsModel::setFilter(const QString& words)
{
    m_filter = folded(words.toStdString());
    refresh();
}

void ResultsModel::setFilledOnly(bool only)
{
    m_filledOnly = only;
    refresh();
}

void ResultsModel::addTime(const QString& time)
{
    const std::string text = time.simplified().toStdString();
    if (text.empty() || text.find('@') != std::string::npos || !study())
        return;
    m_times[study()].insert(text);
    refresh();
}

void ResultsModel::refresh()
{
    m_arms.clear();
    if (!m_controller.form()) // another review
        m_times.clear();
    if (m_controller.form() && study()) {
        m_arms = extraction::armsOf(*m_controller.form(), m_controller.values(study()));
        for (const int item : m_controller.items(std::string(ArmSection))) // one that was just added has no value yet
            if (std::ranges::find(m_arms, item, &Arm::item) == m_arms.end()) {
                Arm arm;
                arm.item = item;
                arm.label = tr("Arm %1").arg(item).toStdString();
                arm.role = item == 1 ? extraction::ArmRole::Experimental : extraction::ArmRole::Comparator;
                m_arms.push_back(std::move(arm));
            }
        std::ranges::sort(m_arms, {}, &Arm::item);
    }
    std::vector<Row> rows = this->rows();
    std::vector<Across> across = this->across();
    if (rows != m_rows || across != m_across) {
        beginResetModel();
        m_rows = std::move(rows);
        m_across = std::move(across);
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

std::vector<ResultsModel::Row> ResultsModel::rows() const
{
    std::vector<Row> rows;
    if (!m_controller.form() || !study())
        return rows;
    const Form& form = *m_controller.form();
    std::map<std::string, std::set<std::string>> filled; // times by outcome
    for (const Value& value : m_controller.values(study()))
        if (const Result<Address> address = extraction::parseAddress(value.field); address && isCell(*address))
            filled[address->outcome].insert(address->time);
    std::set<std::string> others;
    if (const auto typed = m_times.find(study()); typed != m_times.end())
        others = typed->second;
    for (const auto& [outcome, times] : filled)
        others.insert(times.begin(), times.end());
    std::vector<std::string> times;
    for (const TimePoint& time : form.times)
        times.push_back(time.label);
    for (const std::string& time : others)
        if (form.time(time) == nullptr)
            times.push_back(time);
    std::ranges::stable_sort(
        times, {}, [&](const std::string& time) { return extraction::daysOf(form, time).value_or(1e9); });
    for (const Outcome& outcome : form.outcomes) {
        if (!m_filter.empty() && folded(outcome.label + ' ' + outcome.group).find(m_filter) == std::string::npos)
            continue;
        for (const std::string& time : times)
            if (!m_filledOnly || filled[outcome.id].contains(time))
                rows.push_back({outcome.id, time});
    }
    return rows;
}

std::vector<ResultsModel::Across> ResultsModel::across() const
{
    std::vector<Across> across;
    for (const Arm& arm : m_arms) {
        QString heading = inOneLine(arm.label);
        if (const std::optional<double> n = arm.analysed ? arm.analysed : arm.randomised)
            heading += tr(" (n = %1)").arg(*n);
        across.push_back({arm.item, 0, heading});
    }
    std::set<std::pair<int, int>> pairs;
    for (const Arm& one : m_arms)
        for (const Arm& other : m_arms)
            if (one.role == extraction::ArmRole::Experimental && other.role == extraction::ArmRole::Comparator)
                pairs.emplace(one.item, other.item);
    if (m_controller.form() && study())
        for (const Value& value : m_controller.values(study()))
            if (const Result<Address> address = extraction::parseAddress(value.field);
                address && address->kind == AddressKind::Contrast)
                pairs.emplace(address->arm, address->other);
    const std::vector<std::string> labels = armLabels();
    const auto label = [&](int item) { return inOneLine(labels[static_cast<std::size_t>(item - 1)]); };
    for (const auto& [one, other] : pairs)
        across.push_back({one, other, tr("%1 against %2").arg(label(one), label(other))});
    return across;
}

/// As extraction::described takes them: the first is that of arm 1.
std::vector<std::string> ResultsModel::armLabels() const
{
    std::vector<std::string> labels;
    for (const Arm& arm : m_arms) {
        labels.resize(std::max(labels.size(), static_cast<std::size_t>(arm.item)));
        labels[static_cast<std::size_t>(arm.item - 1)] = arm.label;
    }
    return labels;
}

std::string ResultsModel::address(const QModelIndex& index) const
{
    if (!index.isValid() || index.column() < FirstArm || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Across& across = m_across[static_cast<std::size_t>(index.column() - FirstArm)];
    return across.other == 0 ? extraction::resultAddress(row.outcome, across.arm, row.time)
                             : extraction::contrastAddress(row.outcome, across.arm, across.other, row.time);
}

QModelIndex ResultsModel::indexOf(const std::string& address) const
{
    const Result<Address> place = extraction::parseAddress(address);
    if (!place)
        return {};
    const auto row = std::ranges::find(m_rows, Row{place->outcome, place->time});
    const auto across = std::ranges::find_if(
        m_across, [&](const Across& each) { return each.arm == place->arm && each.other == place->other; });
    if (row == m_rows.end() || across == m_across.end())
        return {};
    return index(static_cast<int>(row - m_rows.begin()), FirstArm + static_cast<int>(across - m_across.begin()));
}

QString ResultsModel::described(const std::string& address) const
{
    const Result<Address> place = extraction::parseAddress(address);
    return place && m_controller.form() ? toQString(extraction::described(*m_controller.form(), *place, armLabels()))
                                        : QString();
}

QString ResultsModel::understood(const std::string& address, const QString& text) const
{
    const Result<Address> place = extraction::parseAddress(address);
    if (!place || !m_controller.form() || text.trimmed().isEmpty())
        return {};
    const Form& form = *m_controller.form();
    const Value value{study(), address, {}, Answer::Stated, text.toStdString(), {}};
    const std::optional<Reading> reading = extraction::readingOf(form, value, m_controller.values(study()));
    if (!reading)
        return tr("Kept as words: no number is read in it");
    QStringList parts{
        toQString(extraction::described(*reading)) + convertedBeside(form.outcome(place->outcome), *reading)};
    for (const std::string& remark : extraction::remarksOf(*reading))
        parts.append(toQString(remark));
    return parts.join(u" · "_s);
}

Value ResultsModel::valueOf(const std::string& address, const QString& text) const
{
    const std::optional<Value> before = m_controller.value(study(), address);
    Value value = before.value_or(Value{study(), address, {}, Answer::Stated, {}, {}});
    value.answer = Answer::Stated;
    value.text = text.simplified().toStdString();
    const std::vector<extraction::ReportedValue> read = extraction::reportedValues(value.text);
    const bool absent = read.size() == 1 && read.front().begin == 0 && read.front().end == value.text.size()
        && !read.front().readings.empty() && read.front().readings.front().form == extraction::ReportedForm::Absent;
    if (!absent)
        return value;
    switch (read.front().readings.front().absence) {
    case extraction::Absence::NotReported:
        value.answer = Answer::NotReported;
        break;
    case extraction::Absence::Unclear:
        value.answer = Answer::Unclear;
        break;
    case extraction::Absence::NotApplicable:
        value.answer = Answer::NotApplicable;
        break;
    case extraction::Absence::None:
    case extraction::Absence::NotReached:
    case extraction::Absence::NotEstimable:
        break; // is a result
    }
    return value;
}

bool ResultsModel::isContrast(const QModelIndex& index) const
{
    return m_across[static_cast<std::size_t>(index.column() - FirstArm)].other != 0;
}

const ResultsModel::Row& ResultsModel::rowOf(const QModelIndex& index) const
{
    return m_rows[static_cast<std::size_t>(index.row())];
}

ResultsModel::Pasted ResultsModel::paste(const QModelIndex& from, const QString& block)
{
    Pasted pasted;
    std::vector<Value> values;
    QString text = block;
    text.replace(u"\r\n"_s, u"\n"_s);
    if (text.endsWith(u'\n'))
        text.chop(1);
    const QStringList lines = text.split(u'\n');
    for (int line = 0; line < lines.size(); ++line) {
        const QStringList cells = lines[line].split(u'\t');
        for (int cell = 0; cell < cells.size(); ++cell) {
            QString said = cells[cell].trimmed();
            if (said.size() > 1 && said.startsWith(u'"') && said.endsWith(u'"'))
                said = said.sliced(1, said.size() - 2).replace(u"\"\""_s, u"\""_s);
            if (said.isEmpty())
                continue;
            const QModelIndex at = from.siblingAtRow(from.row() + line).siblingAtColumn(from.column() + cell);
            if (address(at).empty()) {
                ++pasted.beyond;
                continue;
            }
            pasted.between += isContrast(at) && !isContrast(from) ? 1 : 0;
            pasted.inOthers += rowOf(at).outcome != rowOf(from).outcome ? 1 : 0;
            values.push_back(valueOf(address(at), said));
        }
    }
    pasted.filled = static_cast<int>(values.size());
    pasted.writes = m_controller.canWrite() && m_controller.store(values);
    return pasted;
}

void ResultsModel::setAnswer(const QModelIndexList& cells, Answer answer, const std::string& text)
{
    std::vector<Value> values;
    for (const QModelIndex& cell : cells)
        if (const std::string address = this->address(cell); !address.empty()) {
            Value value = m_controller.value(study(), address).value_or(Value{study(), address, {}, answer, {}, {}});
            value.answer = answer;
            value.text = text;
            values.push_back(std::move(value));
        }
    if (m_controller.canWrite())
        m_controller.store(values);
}

void ResultsModel::clear(const QModelIndexList& cells)
{
    setAnswer(cells, Answer::Stated);
}

QString ResultsModel::block(const QModelIndexList& cells) const
{
    if (cells.empty())
        return {};
    const auto [top, bottom] = std::ranges::minmax(cells, {}, &QModelIndex::row);
    const auto [left, right] = std::ranges::minmax(cells, {}, &QModelIndex::column);
    QStringList lines;
    for (int row = top.row(); row <= bottom.row(); ++row) {
        QStringList line;
        for (int column = left.column(); column <= right.column(); ++column) {
            const QModelIndex cell = index(row, column);
            line.append(cells.contains(cell) ? cell.data().toString().replace(u'\t', u' ') : QString());
        }
        lines.append(line.join(u'\t'));
    }
    return lines.join(u'\n');
}

int ResultsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ResultsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstArm + static_cast<int>(m_across.size());
}

Qt::ItemFlags ResultsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() >= FirstArm && m_controller.canWrite() ? flags | Qt::ItemIsEditable : flags;
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || !m_controller.form())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == FirstRole)
        return index.row() == 0 || m_rows[static_cast<std::size_t>(index.row() - 1)].outcome != row.outcome;
    if (index.column() < FirstArm) {
        const Outcome* const outcome = m_controller.form()->outcome(row.outcome);
        const bool first = data(index, FirstRole).toBool();
        const QString label = outcome != nullptr ? inOneLine(outcome->label) : toQString(row.outcome);
        if (role == Qt::DisplayRole && index.column() == TimeColumn)
            return toQString(row.time);
        if (role == Qt::DisplayRole && first)
            return outcome == nullptr || outcome->unit.empty() ? label
                                                               : tr("%1 (%2)").arg(label, toQString(outcome->unit));
        return role == Qt::ToolTipRole || role == Qt::AccessibleTextRole ? QVariant(label) : QVariant();
    }
    const std::string address = this->address(index);
    const std::optional<Value> value = m_controller.value(study(), address);
    switch (role) {
    case Qt::DisplayRole:
        return !value ? QString() : value->answer == Answer::Stated ? inOneLine(value->text) : wordOf(value->answer);
    case Qt::EditRole:
        return value ? toQString(value->text) : QString();
    case StatedRole:
        return !value || value->answer == Answer::Stated;
    case DoubtRole:
        return m_controller.objectionsTo(address).join(u'\n');
    case PlacesRole:
        return value && value->answer == Answer::Stated ? QVariant(static_cast<int>(value->evidence.size()))
                                                        : QVariant();
    case Qt::ToolTipRole:
        return asToolTip(m_controller.objectionsTo(address).join(u'\n'));
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(described(address), data(index, Qt::DisplayRole).toString());
    default:
        return {};
    }
}

bool ResultsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const std::string address = this->address(index);
    if (role != Qt::EditRole || address.empty() || !m_controller.canWrite())
        return false;
    const QString text = value.toString().simplified();
    // An answer that was no text stays one when its empty editor is left.
    if (const auto before = m_controller.value(study(), address);
        text.isEmpty() && before && before->answer != Answer::Stated)
        return false;
    m_controller.store(valueOf(address, text));
    return true;
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (section == OutcomeColumn)
        return tr("Outcome");
    if (section == TimeColumn)
        return tr("Time");
    const auto at = static_cast<std::size_t>(section - FirstArm);
    if (at >= m_across.size())
        return {};
    return role == Qt::ToolTipRole ? asToolTip(m_across[at].heading) : m_across[at].heading;
}

} // namespace winnow::ui
