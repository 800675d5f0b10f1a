#include "core/review/words.h"

#include "core/base/text.h"

#include <QCoreApplication>

namespace winnow::review {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("review", text, nullptr, n);
}

/// The subject of a decision is "include", "maybe", "undecided", "exclude" or "exclude:reason", before it the stage.
QString decisionName(std::string_view subject, std::int64_t amount)
{
    const bool fullText = subject.starts_with("full-text ");
    const std::string_view verdict = subject.substr(subject.find(' ') + 1);
    QString name;
    if (verdict == "include")
        name = fullText ? tr("Included on full text") : tr("Included");
    else if (verdict == "maybe")
        name = fullText ? tr("Maybe on full text") : tr("Maybe");
    else if (verdict == "undecided")
        name = fullText ? tr("Full-text decision taken back") : tr("Decision taken back");
    else if (verdict.starts_with("exclude:"))
        name = (fullText ? tr("Excluded on full text: %1") : tr("Excluded: %1")).arg(toQString(verdict.substr(8)));
    else if (verdict == "exclude")
        name = fullText ? tr("Excluded on full text") : tr("Excluded");
    else
        name = fullText ? tr("Decisions on full text") : tr("Decisions on title and abstract");
    return amount > 1 ? tr("%1 (%n records)", static_cast<int>(amount)).arg(name) : name;
}

QString answerName(std::string_view subject, int n)
{
    if (subject == "same")
        return n > 1 ? tr("%n pairs joined", n) : tr("Two records joined");
    if (subject == "apart")
        return n > 1 ? tr("%n pairs kept apart", n) : tr("Two records kept apart");
    if (subject == "linked")
        return n > 1 ? tr("%n pairs linked", n) : tr("Two records linked");
    if (subject == "taken-back")
        return n > 1 ? tr("Answers to %n pairs taken back", n) : tr("Answer to a pair taken back");
    return tr("Answers to %n pairs", n);
}

} // namespace

QString boxName(Box box)
{
    switch (box) {
    case Box::Unscreened:
        return tr("Not screened yet");
    case Box::ScreeningOpen:
        return tr("Maybe or in conflict");
    case Box::ScreenedOut:
        return tr("Excluded on title and abstract");
    case Box::AwaitingRetrieval:
        return tr("Report sought");
    case Box::NotRetrieved:
        return tr("Report not retrieved");
    case Box::AwaitingAssessment:
        return tr("Full text not assessed yet");
    case Box::AssessmentOpen:
        return tr("Full text: maybe or in conflict");
    case Box::ExcludedFullText:
        return tr("Excluded on full text");
    case Box::Included:
        return tr("Included");
    }
    return {};
}

QString actName(std::string_view kind, std::string_view subject, std::int64_t amount)
{
    const int n = static_cast<int>(amount);
    const QString about = toQString(subject);
    if (kind == "create")
        return tr("Review begun");
    if (kind == "import")
        return tr("Import of %1 (%n records)", n).arg(about);
    if (kind == "dedupe")
        return n == 0 ? tr("Duplicates looked for, none joined") : tr("Duplicates found (%n joined)", n);
    if (kind == "pair")
        return answerName(subject, n);
    if (kind == "take-out")
        return tr("Record taken out of its citation");
    if (kind == "decide")
        return decisionName(subject, amount);
    if (kind == "label")
        return n > 1 ? tr("Label “%1” on %n records", n).arg(about) : tr("Label “%1”").arg(about);
    if (kind == "unlabel")
        return n > 1 ? tr("Label “%1” taken from %n records", n).arg(about) : tr("Label “%1” taken away").arg(about);
    if (kind == "note")
        return tr("Note");
    if (kind == "retrieval") {
        if (subject == "retrieved")
            return tr("Report retrieved");
        return subject == "not-retrieved" ? tr("Report not retrieved") : tr("Report sought");
    }
    if (kind == "attach")
        return tr("File %1 attached").arg(about);
    if (kind == "detach")
        return tr("File %1 taken away").arg(about);
    if (kind == "study")
        return subject == "join" ? tr("%n reports made one study", n) : tr("Report made a study of its own");
    if (kind == "value")
        return n > 1 ? tr("%n values", n) : tr("Value of “%1”").arg(about);
    if (kind == "unvalue")
        return tr("Value of “%1” taken away").arg(about);
    if (kind == "reasons")
        return tr("Exclusion reasons");
    if (kind == "form")
        return tr("Extraction form “%1”").arg(about);
    if (kind == "title")
        return tr("Title of the review");
    if (kind == "criteria")
        return tr("Criteria");
    if (kind == "terms")
        return tr("Highlighted terms");
    if (kind == "notice")
        return tr("Notice under the title");
    return toQString(kind);
}

} // namespace winnow::review
