#include "ui/sources/receipttext.h"

#include <gtest/gtest.h>

#include <QLocale>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

ImportReport report()
{
    QLocale::setDefault(QLocale(QLocale::English));
    ImportReport made;
    made.file = u"savedrecs.txt"_s;
    made.source = u"Web of Science"_s;
    made.receipt.format = Format::WosTagged;
    made.receipt.encoding = "UTF-8 with BOM";
    made.receipt.bytes = 12'345;
    made.receipt.records = 1'200;
    made.receipt.recordBytes = 12'000;
    made.receipt.rejected = 1;
    made.receipt.rejectedBytes = 300;
    made.receipt.separatorBytes = 45;
    made.receipt.problems = {{Severity::Lost, 17, 3, "The record does not end"}};
    made.receipt.problemCount = 1;
    made.joined = 56;
    return made;
}

TEST(ReceiptText, AccountsForEveryByte)
{
    EXPECT_EQ(plainText(report()),
        u"1,200 records read from savedrecs.txt\n"
        "Read as: Web of Science tagged, UTF-8 with BOM\n"
        "Source: Web of Science\n"
        "Records: 1,200\n"
        "Same number: 56 with the PMID or accession number of a record that was there; kept under its citation\n"
        "Rejected: 1 that could not be read as a record; see the problems\n"
        "Bytes: All 12,345 accounted for: 12,000 in records + 300 in rejected pieces + 45 between them\n"
        "Unknown fields: Kept with each record, as its source wrote them\n"
        "Problems: 1\n"
        "Line 17: Lost: The record does not end"_s);
}

TEST(ReceiptText, SaysPlainlyThatNothingWasAdded)
{
    ImportReport again = report();
    again.alreadyImported = true;
    EXPECT_EQ(headline(again), u"savedrecs.txt has been imported already, so nothing was added"_s);
    ImportReport failed;
    failed.file = u"x.nbib"_s;
    failed.error = Error{ErrorKind::Unsupported, u"It is a PDF."_s, {}};
    EXPECT_EQ(plainText(failed), u"x.nbib was not imported\nIt is a PDF."_s);
}

} // namespace
} // namespace winnow::ui
