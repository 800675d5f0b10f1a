// The included studies as a list.
#pragma once

#include <QAbstractListModel>

namespace winnow::ui {

class ExtractionController;

/// Name, and how much of the form is answered.
class StudyListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        ProgressRole = Qt::UserRole, ///< "12 of 52 answered · 2 reports"
        CompleteRole, ///< all fields have an answer
    };
    explicit StudyListModel(const ExtractionController& controller, QObject* parent = nullptr);
    void refresh(); ///< the studies, or how much is answered, have changed

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    const ExtractionController& m_controller;
    int m_rows = 0;
};

} // namespace winnow::ui
