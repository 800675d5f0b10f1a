#include "app/cli/opening.h"

#include "core/base/text.h"

namespace winnow::cli {

void addReviewOption(CLI::App* command, ReviewOptions& options)
{
    command->add_option("REVIEW", options.review, "The review file (.winnow)")->required();
}

void addReviewerOption(CLI::App* command, ReviewOptions& options)
{
    command->add_option("--reviewer", options.reviewer, "Who decides; the reviewer of last time if left out");
}

Result<review::Review> openToWrite(const ReviewOptions& options)
{
    return review::Review::open(toQString(options.review), review::OpenMode::ReadWrite, {nullptr, options.reviewer});
}

Result<review::Review> openToRead(const ReviewOptions& options)
{
    const review::Options as{nullptr, options.reviewer};
    auto review = review::Review::open(toQString(options.review), review::OpenMode::ReadOnly, as);
    if (review || review.error().kind != ErrorKind::ReadOnly)
        return review;
    // Of an older Winnow: opened to write, it is brought up to date, after a backup.
    return review::Review::open(toQString(options.review), review::OpenMode::ReadWrite, as);
}

Result<CitationId> citationNamed(review::Reader& reader, const std::string& number)
{
    const auto found = TRY(reader.find("citation", number));
    if (found.empty())
        return fail(ErrorKind::NotFound,
            tr("There is no citation %1 in this review; “winnow-cli export” lists their numbers.")
                .arg(toQString(number)));
    return found.front();
}

} // namespace winnow::cli
