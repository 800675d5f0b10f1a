// The included studies as a list, with how far each is judged.
#pragma once

#include <QAbstractListModel>

namespace winnow::ui {

class AppraisalController;

class JudgedStudies final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        ProgressRole = Qt::UserRole, ///< "3 of 6 judged", by the review if others judged the study too
        CompleteRole, ///< everything is, and nothing of it is in doubt
    };
    explicit JudgedStudies(const AppraisalController& controller, QObject* parent = nullptr);
    void refresh(); ///< the studies, or how far they are judged, have changed

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    const AppraisalController& m_controller;
    int m_rows = 0;
};

} // namespace winnow::ui
