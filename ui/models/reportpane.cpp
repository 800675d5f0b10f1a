#include "ui/models/reportpane.h"

#include "core/base/text.h"
#include "ui/models/annotationspanel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

ReportPane::ReportPane(Page& page)
    : m_choice(new QComboBox)
    , m_stack(new QStackedWidget)
    , m_reader(new PdfReader)
    , m_annotations(new AnnotationsPanel(*m_reader, page))
    , m_empty(new EmptyState({}))
{
    m_choice->setAccessibleName(tr("PDF of the study"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_reader);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_choice);
    column->addWidget(m_stack, 1);
    m_stack->setMinimumWidth(24 * theme::Grid);
    connect(m_choice, &QComboBox::activated, this, &ReportPane::showFile);
    connect(m_empty, &EmptyState::clicked, this, &ReportPane::attachWanted);
    setFiles({}, false);
}

void ReportPane::setSession(const std::shared_ptr<Session>& session)
{
    m_annotations->setSession(session);
}

void ReportPane::setFiles(const std::vector<AttachedFile>& files, bool hasStudy)
{
    m_files = files;
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const AttachedFile& file : files)
        m_choice->addItem(toQString(file.name));
    m_choice->setVisible(files.size() > 1);
    if (files.empty()) {
        m_empty->setLine(hasStudy ? tr("No PDF of this study is attached.") : tr("Choose a study."));
        m_empty->setButton(hasStudy ? tr("Attach a PDF…") : QString());
        m_stack->setCurrentWidget(m_empty);
        m_reader->close();
        m_annotations->setFile({});
        return;
    }
    const auto open = std::find_if(
        files.begin(), files.end(), [this](const AttachedFile& file) { return file.path == m_reader->path(); });
    showFile(open == files.end() ? 0 : static_cast<int>(open - files.begin()));
}

void ReportPane::showFile(int index)
{
    if (index < 0 || index >= static_cast<int>(m_files.size()))
        return;
    const AttachedFile& file = m_files[static_cast<std::size_t>(index)];
    m_choice->setCurrentIndex(index);
    if (!file.present) {
        m_empty->setLine(
            tr("%1 is missing from the review's folder of files; attach it again.").arg(toQString(file.name)));
        m_empty->setButton(tr("Attach a PDF…"));
        m_stack->setCurrentWidget(m_empty);
        m_reader->close();
        m_annotations->setFile({});
        return;
    }
    m_stack->setCurrentWidget(m_reader);
    m_reader->open(file.path);
    m_annotations->setFile(file);
}

} // namespace winnow::ui
