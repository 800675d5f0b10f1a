// A home of its own for a test program, before anything asks where the user's folders are: what it keeps there is gone
// with it, finds nothing of another run, and nothing of the person who runs it.
#include <QByteArray>
#include <QTemporaryDir>

namespace {

class OwnHome {
public:
    OwnHome()
    {
        for (const char* variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            qputenv(variable, m_folder.path().toLocal8Bit());
    }

private:
    QTemporaryDir m_folder;
};
const OwnHome ownHome;

} // namespace
