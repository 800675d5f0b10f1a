#include "core/extraction/templates.h"

#include "core/base/text.h"
#include "core/extraction/form.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace winnow::extraction {

using namespace Qt::Literals::StringLiterals;

std::vector<Form> templates()
{
    std::vector<Form> found;
    const QDir folder(u":/templates"_s);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (Result<Form> form = parseForm(file.readAll()))
            found.push_back(*std::move(form));
    }
    std::sort(found.begin(), found.end(), [](const Form& a, const Form& b) { return a.title < b.title; });
    return found;
}

Result<Form> templateForm(const std::string& id)
{
    QStringList known;
    for (Form& form : templates()) {
        if (form.id == id)
            return std::move(form);
        known.append(toQString(form.id));
    }
    return fail(ErrorKind::NotFound,
        QCoreApplication::translate("extraction", "There is no template “%1”; there are: %2.")
            .arg(toQString(id), known.join(u", "_s)));
}

} // namespace winnow::extraction
