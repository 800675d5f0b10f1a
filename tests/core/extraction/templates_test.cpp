#include "core/extraction/form.h"
#include "core/extraction/templates.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>

#include <algorithm>

namespace winnow::extraction {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(Templates, CanAllBeRead)
{
    const QDir folder(u":/templates"_s);
    ASSERT_GE(folder.entryList().size(), 2);
    for (const QString& name : folder.entryList()) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const Result<Form> form = parseForm(file.readAll());
        ASSERT_TRUE(form) << name.toStdString() << ": " << form.error().message.toStdString();
        EXPECT_EQ(QString::fromStdString(form->id) + u".json"_s, name);
    }
    EXPECT_EQ(static_cast<qsizetype>(templates().size()), folder.entryList().size());
}

TEST(Templates, OfferCategoriesForTheCharts)
{
    for (const Form& form : templates()) {
        std::vector<const Field*> charted;
        for (const Section& section : form.sections)
            for (const Field& field : section.fields)
                if (field.chart)
                    charted.push_back(&field);
        EXPECT_FALSE(charted.empty()) << form.id;
        for (const Field* field : charted)
            EXPECT_TRUE(field->type != FieldType::Number && field->type != FieldType::Date) << field->id;
    }
}

TEST(Templates, LeaveNotReportedToTheAnswer)
{
    for (const Form& form : templates())
        for (const Section& section : form.sections)
            for (const Field& field : section.fields)
                for (const std::string& choice : field.choices)
                    EXPECT_TRUE(choice != "not reported" && choice != "unclear" && choice != "not applicable")
                        << field.id;
}

TEST(Templates, AreFoundById)
{
    const Result<Form> liver = templateForm("stem-cell-liver");
    ASSERT_TRUE(liver);
    EXPECT_EQ(liver->title, "Stem-cell therapy for liver disease");
    const Result<Form> missing = templateForm("nothing");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(missing.error().message,
        u"There is no template “nothing”; there are: diagnostic-accuracy, intervention-review, stem-cell-liver."_s);
}

} // namespace
} // namespace winnow::extraction
