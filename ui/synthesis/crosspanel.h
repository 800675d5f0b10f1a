// Included studies by any two fields, as circles; the studies of a circle beneath.
#pragma once

#include "core/review/crosstable.h"
#include "ui/models/countcontroller.h"
#include "ui/synthesis/figurepanel.h"
#include "ui/synthesis/studydoors.h"

class QComboBox;
class QListWidget;

namespace winnow::ui {

class Dialogs;
class FigureView;
class TextLabel;

class CrossController final : public CountController {
    Q_OBJECT
public:
    explicit CrossController(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<review::CrossField>& fields() const { return m_answer.fields; }
    [[nodiscard]] const review::CrossTable& table() const { return m_answer.table; }
    [[nodiscard]] figure::Matrix matrix() const;
    void lay(const std::string& rows, const std::string& columns); ///< by these fields
    [[nodiscard]] std::vector<std::pair<StudyId, QString>> studiesOf(int mark) const;
    [[nodiscard]] std::optional<Door> door(StudyId study) const { return m_answer.doors.to(study); }

private:
    struct Answer {
        std::vector<review::CrossField> fields;
        review::CrossTable table;
        StudyDoors doors;
    };
    void clear() override;
    void ask() override;
    [[nodiscard]] static Result<Answer> answer(review::Reader& reader, std::string rows, std::string columns);

    std::string m_rows; ///< empty: the first field of the form that makes charts
    std::string m_columns; ///< empty: outcomes, where the form has any
    Answer m_answer;
};

/// Two fields to choose; a circle's studies are listed, and each opens its values.
class CrossPanel final : public FigurePanel {
    Q_OBJECT
public:
    CrossPanel(CrossController& controller, Dialogs& dialogs, QWidget* parent = nullptr);
    [[nodiscard]] FigureView& view() override { return *m_view; }
    void exportFigure() override;
    void exportData() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void list(int mark);
    [[nodiscard]] QString fileName() const;

    CrossController& m_controller;
    Dialogs& m_dialogs;
    QComboBox* m_rows;
    QComboBox* m_columns;
    FigureView* m_view;
    TextLabel* m_cell;
    QListWidget* m_studies;
};

} // namespace winnow::ui
