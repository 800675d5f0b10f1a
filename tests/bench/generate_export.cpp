// generate-export FORMAT RECORDS FILE [SEED]: writes a made-up export, e.g. generate-export nbib 1000000 million.nbib
#include "core/formats/formats.h"
#include "tests/bench/generate.h"

#include <cstdlib>
#include <iostream>

int main(int argc, char** argv)
{
    if (argc < 4) {
        std::cerr << "usage: generate-export nbib|wos|ris|pubmed-xml|endnote-xml RECORDS FILE [SEED]\n";
        return 2;
    }
    const auto format = winnow::formats::formatOf(argv[1]);
    if (!format) {
        std::cerr << format.error().message.toStdString() << '\n';
        return 2;
    }
    const std::uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1;
    const auto written = winnow::bench::writeExport(winnow::bench::ExportGenerator{*format, seed},
        std::strtoull(argv[2], nullptr, 10), QString::fromLocal8Bit(argv[3]));
    if (!written)
        std::cerr << written.error().message.toStdString() << '\n';
    return written ? 0 : 1;
}
