// How fast exports are read beside Debian's bibutils, on real records put together, in one run.
//
//   bibutils-bench FOLDER [MB] [FORMAT…]      FOLDER: ../shared/data/import; 100 MB; ris wos bibtex endnote-xml
//   pubmed-xml bibutils-bench FOLDER --linear FORMAT…    10, 100 and 1,000 MB, ours alone
//
// Each reading is a process of its own, so that its memory is its own; times are those of the processor, as other
// programs may run beside. bibutils converts to MODS XML, into nothing; Winnow hands on every record with its raw
// bytes.
#include "core/formats/formats.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace winnow;

struct Rival {
    std::string_view key;
    const char* program;
    std::vector<const char*> folders; ///< under FOLDER; every file of one of the endings
    std::vector<const char*> endings;
    std::string_view open; ///< what an XML file begins and ends with; the records stand between
    std::string_view close;
    std::string_view firstRecord; ///< where the records of a real XML file begin
};

const std::vector<Rival>& rivals()
{
    static const std::vector<Rival> all{
        {"ris", "ris2xml", {"ovid", "scopus", "zotero", "openalex_lens", "wos_ris", "embase", "ebsco"}, {"*.ris"}, {},
            {}, {}},
        {"wos", "isi2xml", {"wos_tagged"}, {"*savedrecs.txt", "*.ciw", "mk_ManyAuthors.isi"}, {}, {}, {}},
        {"bibtex", "bib2xml", {"zotero", "wos_bib", "scopus"}, {"*.bib"}, {}, {}, {}},
        {"endnote-xml", "endx2xml", {"endnote_xml"}, {"sweep*.xml", "reflib_blue-light.xml"},
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><xml><records>\n", "</records></xml>\n", "<record>"},
        {"pubmed-xml", "med2xml", {"pubmed_xml"}, {"mokztk_CPFE.xml"}, "<?xml version=\"1.0\" ?>\n<PubmedArticleSet>\n",
            "</PubmedArticleSet>\n", "<PubmedArticle>"},
    };
    return all;
}

/// The records of the folder's files, one file behind the other.
std::string block(const QString& folder, const Rival& rival)
{
    std::string out;
    QStringList endings;
    for (const char* ending : rival.endings)
        endings += QString::fromLatin1(ending);
    for (const char* part : rival.folders) {
        const QDir directory{folder + u'/' + QString::fromLatin1(part)};
        for (const QString& name : directory.entryList(endings, QDir::Files, QDir::Name)) {
            QFile file{directory.filePath(name)};
            if (!file.open(QIODevice::ReadOnly))
                continue;
            std::string bytes = file.readAll().toStdString();
            if (!rival.firstRecord.empty()) {
                const std::string_view tag = rival.firstRecord.substr(1, rival.firstRecord.size() - 2);
                const std::size_t begin = bytes.find('<' + std::string{tag});
                const std::string last = "</" + std::string{tag} + '>';
                const std::size_t end = bytes.rfind(last);
                bytes = begin < end ? bytes.substr(begin, end + last.size() - begin) : std::string{};
            } else if (bytes.starts_with("\xEF\xBB\xBF")) {
                bytes.erase(0, 3);
            }
            out += bytes + "\n\n";
        }
    }
    return out;
}

bool putTogether(const QString& path, const std::string& block, const Rival& rival, std::uint64_t bytes)
{
    QFile file{path};
    if (block.empty() || !file.open(QIODevice::WriteOnly))
        return false;
    file.write(rival.open.data(), static_cast<qint64>(rival.open.size()));
    for (std::uint64_t done = 0; done < bytes; done += block.size())
        file.write(block.data(), static_cast<qint64>(block.size()));
    file.write(rival.close.data(), static_cast<qint64>(rival.close.size()));
    return file.flush();
}

struct Run {
    bool well = false;
    double seconds = 0; ///< of the processor
    double megabytes = 0; ///< resident at most
};

/// Runs a program with its output into nothing.
Run run(const std::vector<std::string>& command)
{
    std::vector<char*> arguments;
    for (const std::string& part : command)
        arguments.push_back(const_cast<char*>(part.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast): POSIX
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return {};
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {WIFEXITED(status) && WEXITSTATUS(status) == 0, seconds(usage.ru_utime) + seconds(usage.ru_stime),
        static_cast<double>(usage.ru_maxrss) * 1024 / 1e6};
}

/// What the child does: reads the file as an import does.
int readFile(const char* key, const char* path)
{
    const auto format = formats::formatOf(key);
    const auto source = formats::openFile(QString::fromLocal8Bit(path));
    if (!format || !source)
        return 1;
    NoProgress progress;
    std::uint64_t bytes = 0;
    const auto sink = [&](Record&& record) -> Result<> {
        bytes += record.raw.size();
        return {};
    };
    const auto receipt = formats::read(**source, sink, progress, {.format = *format, .mapping = {}});
    return receipt && receipt->records > 0 && receipt->recordBytes == bytes ? 0 : 1;
}

void compare(const char* self, const QString& folder, const Rival& rival, std::uint64_t megabytes, bool alone)
{
    const QTemporaryDir place;
    const std::string path = place.filePath(QStringLiteral("records")).toStdString();
    if (!putTogether(QString::fromStdString(path), block(folder, rival), rival, megabytes * 1'000'000)) {
        std::printf("%-12s no real records found under the folder\n", rival.key.data());
        return;
    }
    const double size = static_cast<double>(QFile{QString::fromStdString(path)}.size()) / 1e6;
    const Run ours = run({self, "--read", std::string{rival.key}, path});
    std::printf("%-12s %6.0f MB   winnow %6.1f MB/s %5.0f MB of memory%s", rival.key.data(), size, size / ours.seconds,
        ours.megabytes, ours.well ? "" : " FAILED");
    if (!alone) {
        const Run theirs = run({rival.program, path});
        std::printf("   %s %5.1f MB/s %5.0f MB%s   %.1f times", rival.program, size / theirs.seconds, theirs.megabytes,
            theirs.well ? "" : " FAILED", theirs.seconds / ours.seconds);
    }
    std::printf("\n");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 4 && std::strcmp(argv[1], "--read") == 0)
        return readFile(argv[2], argv[3]);
    if (argc < 2 || !QDir{QString::fromLocal8Bit(argv[1])}.exists()) {
        std::cerr << "usage: bibutils-bench FOLDER [MB] [FORMAT…] | FOLDER --linear FORMAT…\n"
                     "SKIPPED: there is no folder of real exports.\n";
        return argc < 2 ? 2 : 0;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const bool linear = argc > 2 && std::strcmp(argv[2], "--linear") == 0;
    const std::uint64_t size = argc > 2 && !linear ? std::strtoull(argv[2], nullptr, 10) : 0;
    std::vector<std::string_view> wanted{argv + (linear || size > 0 ? 3 : 2), argv + argc};
    for (const Rival& rival : rivals()) {
        const auto isWanted = [&](std::string_view key) { return key == rival.key; };
        if (!wanted.empty() && std::none_of(wanted.begin(), wanted.end(), isWanted))
            continue;
        if (!formats::formatOf(rival.key)) {
            std::printf("%-12s is not read yet\n", rival.key.data());
        } else if (linear) {
            for (const std::uint64_t megabytes : {10U, 100U, 1000U})
                compare(argv[0], folder, rival, megabytes, true);
        } else if (QStandardPaths::findExecutable(QString::fromLatin1(rival.program)).isEmpty()) {
            std::printf("%-12s SKIPPED: %s is not installed (Debian: bibutils)\n", rival.key.data(), rival.program);
        } else {
            compare(argv[0], folder, rival, size > 0 ? size : 100, false);
        }
    }
    return 0;
}
