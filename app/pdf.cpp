// winnow-pdf: the one process that runs Poppler. Started by Winnow, never by a person.
#include "core/pdf/helper/server.h"

#include <cstdio>
#include <cstring>
#include <unistd.h>

int main(int argc, char** argv)
{
    if (argc != 2 || std::strcmp(argv[1], "--serve") != 0) {
        std::fputs("winnow-pdf reads PDFs for Winnow and is started by it.\n", stderr);
        return 2;
    }
    // Nothing that a library prints may get between the answers.
    const int answers = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    winnow::pdf::confine();
    return winnow::pdf::serve(STDIN_FILENO, answers);
}
