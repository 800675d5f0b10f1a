// One writer a review, whatever becomes of it.
#include "core/store/filelock.h"
#include "tests/core/store/otherprocess.h"
#include "tests/core/store/reviewfile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QSysInfo>

namespace winnow::store {
namespace {

using namespace winnow::test;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(FileLock, SecondProcessReadsOnlyAndIsToldWhoHoldsIt)
{
    const ReviewFolder folder;
    makeReview(folder);
    OtherProcess holder(folder.review());
    const Result<Database> writing = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_FALSE(writing);
    EXPECT_EQ(writing.error().kind, ErrorKind::Busy);
    {
        const Result<Database> reading = openDatabase(folder.review(), Access::ReadWriteOrReadOnly);
        ASSERT_TRUE(reading) << reading.error();
        EXPECT_TRUE(reading->readOnly);
        EXPECT_THAT(
            reading->readOnlyReason.toStdString(), HasSubstr("process " + std::to_string(holder.process()) + ")"));
        const std::optional<LockHolder> said = FileLock::holder(folder.review());
        ASSERT_TRUE(said);
        EXPECT_EQ(said->process, holder.process());
        EXPECT_EQ(said->host, QSysInfo::machineHostName());
    }
    holder.close();
    EXPECT_TRUE(openDatabase(folder.review(), Access::ReadWrite));
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST(FileLock, GoesWithAKilledProcess)
{
    const ReviewFolder folder;
    makeReview(folder);
    OtherProcess holder(folder.review());
    holder.kill();
    EXPECT_TRUE(QFile::exists(folder.review() + u".lock"_s));
    Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_TRUE(opened) << opened.error();
    ASSERT_TRUE(opened->close());
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST(FileLock, HoldsWithinOneProgramToo)
{
    const ReviewFolder folder;
    makeReview(folder);
    const Result<Database> first = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_TRUE(first);
    const Result<Database> second = openDatabase(folder.review(), Access::ReadWriteOrReadOnly);
    ASSERT_TRUE(second) << second.error();
    EXPECT_TRUE(second->readOnly);
    EXPECT_THAT(second->readOnlyReason.toStdString(), HasSubstr("in this program already"));
}

TEST(FileLock, IsSharedByAFileAndALinkToIt)
{
    const ReviewFolder folder;
    makeReview(folder);
    const QString link = folder.path() + u"/Link.winnow"_s;
    ASSERT_TRUE(QFile::link(folder.review(), link));
    const Result<Database> first = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_TRUE(first);
    const Result<Database> second = openDatabase(link, Access::ReadWrite);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Busy);
}

TEST(FileLock, WhatALockFileSaysIsShownAsPlainTextOnly)
{
    const ReviewFolder folder;
    folder.write(u"Liver.winnow.lock"_s, "{\"program\":\"\\u001b[2Jwinnow\",\"user\":\"eva\",\"process\":7}");
    const std::optional<LockHolder> said = FileLock::holder(folder.review());
    ASSERT_TRUE(said);
    EXPECT_EQ(said->program, u"\uFFFD[2Jwinnow"_s);
    folder.write(u"Liver.winnow.lock"_s, "half a wor");
    EXPECT_FALSE(FileLock::holder(folder.review()));
}

TEST(FileLock, OneThatNobodyHoldsIsTakenOver)
{
    const ReviewFolder folder;
    makeReview(folder);
    folder.write(u"Liver.winnow.lock"_s, "{\"program\":\"winnow\",\"process\":1}");
    EXPECT_TRUE(openDatabase(folder.review(), Access::ReadWrite));
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

} // namespace
} // namespace winnow::store
