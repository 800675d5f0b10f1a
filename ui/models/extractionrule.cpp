#include "ui/models/extractionrule.h"

#include <QCoreApplication>

namespace winnow::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExtractionRule", text);
}

} // namespace

QString extractionRuleWords(const StageRule& rule)
{
    if (rule.reviewers == 1)
        return tr("One extractor is enough: what anybody extracts is the review's value. Where several have extracted "
                  "the same study, they see one another's values.");
    const QString needs = tr("Each study needs %1 extractors.").arg(rule.reviewers);
    if (rule.blind())
        return needs + u' '
            + tr("Nobody sees what another extracts, in no table or figure either, until you open their values.");
    return needs + u' '
        + tr(
            "Their values are open: everybody sees what all said, and what they said differently waits to be settled.");
}

QString extractionOpeningWords(bool open)
{
    return open
        ? tr("Everybody will see what each extractor said of each study, with sources and quotes, and tables and "
             "figures count them all. Undo makes extraction blind again, but nobody can unsee what they have seen.")
        : tr("What others extracted is hidden again, and so is what was settled; nothing of it is lost.");
}

} // namespace winnow::ui
