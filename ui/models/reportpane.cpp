#include "ui/models/reportpane.h"

#include "core/base/text.h"
#include "ui/models/annotationspanel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pdfplace.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

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
    m_reader->view().installEventFilter(this);
    connect(&m_reader->document(), &pdf::Document::stateChanged, this, [this] {
        paintEvidence();
        showWanted();
    });
    connect(&m_reader->view(), &PdfView::evidenceClicked, this, [this](int key) {
        if (static_cast<std::size_t>(key) < m_evidence.size())
            Q_EMIT evidenceClicked(m_evidence[static_cast<std::size_t>(key)].address);
    });
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

std::vector<Evidence> ReportPane::selected() const
{
    const auto file = std::ranges::find(m_files, m_reader->path(), &AttachedFile::path);
    if (file == m_files.end() || m_stack->currentWidget() != m_reader)
        return {};
    std::vector<Evidence> places;
    for (const PdfPassage& passage : m_reader->view().selection())
        if (std::optional<PdfPlace> place = placeOf(m_reader->document(), passage)) {
            place->sha256 = file->sha256;
            places.push_back(*std::move(place));
        }
    return places;
}

bool ReportPane::showPlace(const Evidence& place)
{
    const auto file = std::ranges::find(m_files, place.sha256, &AttachedFile::sha256);
    if (file == m_files.end() || !file->present)
        return false;
    m_wanted = place;
    showFile(static_cast<int>(file - m_files.begin()));
    showWanted();
    return true;
}

void ReportPane::showWanted()
{
    const pdf::Document& document = m_reader->document();
    if (!m_wanted || document.state() != pdf::Document::State::Ready || m_wanted->page >= document.pageCount())
        return;
    const Evidence place = *std::exchange(m_wanted, {});
    m_reader->showPlace(place.page, asBoxes(place.rects, document.page(place.page).size));
}

void ReportPane::setEvidence(std::vector<Marked> evidence)
{
    m_evidence = std::move(evidence);
    paintEvidence();
}

void ReportPane::paintEvidence()
{
    const auto file = std::ranges::find(m_files, m_reader->path(), &AttachedFile::path);
    const pdf::Document& document = m_reader->document();
    std::vector<PdfMark> marks;
    if (file != m_files.end() && document.state() == pdf::Document::State::Ready)
        for (std::size_t i = 0; i < m_evidence.size(); ++i) {
            const Evidence& place = m_evidence[i].place;
            if (place.sha256 == file->sha256 && place.page < document.pageCount())
                marks.push_back({place.page, asBoxes(place.rects, document.page(place.page).size), Ink::Selection,
                    PdfMark::Look::Outline, static_cast<int>(i), m_evidence[i].tip});
        }
    m_reader->view().setMarks(PdfMarks::Evidence, std::move(marks));
}

bool ReportPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_reader->view() && event->type() == QEvent::KeyPress && m_reader->view().hasSelection()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT takeWanted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace winnow::ui
