// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/democatalogue.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Copies a list into a table, one row for each entry written by write.
template <class T, class Write>
std::optional<Error> copyList(
    postgres::Session &session, const QByteArray &target, const std::vector<T> &list, Write write)
{
    auto copy = session.copyIn("copy wuquan." + target + " from stdin (format binary)");
    if (!copy)
        return copy.error();
    for (std::size_t i = 0; i < list.size(); ++i)
        write(*copy, list[i], keyOf(i));
    const auto done = copy->finish();
    return done ? std::nullopt : std::optional(done.error());
}

template <class... T>
void addRow(postgres::CopyWriter &copy, const T &...values)
{
    copy.beginRow(std::int16_t(sizeof...(values)));
    (copy.add(values), ...);
}

std::optional<Error> loadTypes(postgres::Session &session, const DemoCatalogue &catalogue)
{
    if (auto problem = copyList(session,
            "incident_type (type_id, code, name, name_en, pinyin, circle_id, defence_id, platform_id, level, severity)",
            catalogue.types, [](postgres::CopyWriter &copy, const DemoType &t, std::int16_t key) {
                addRow(copy, key, QStringView(t.code), QStringView(t.name), QStringView(t.nameEn),
                    QStringView(t.pinyin), std::int16_t(t.circle), t.defence, t.platform, t.level, t.severity);
            }))
        return problem;
    return copyList(session, "incident_type_limit (type_id, step, amount, unit)", catalogue.types,
        [](postgres::CopyWriter &copy, const DemoType &t, std::int16_t key) {
            // Steps of wuquan.step: 2 file, 3 dispatch, 4 handle, 6 verify and close.
            for (const auto &[step, limit] : {std::pair{2, t.file}, {3, t.dispatch}, {4, t.handle}, {6, t.verify}})
                addRow(copy, key, std::int16_t(step), limit.amount, QByteArrayView(limit.unitName()));
        });
}

std::optional<Error> loadKinds(postgres::Session &session, const DemoCatalogue &catalogue)
{
    if (auto problem = copyList(session, "device_kind (kind_id, code, name, name_en, positioned)",
            catalogue.deviceKinds, [](postgres::CopyWriter &copy, const DemoDeviceKind &k, std::int16_t key) {
                addRow(copy, key, QStringView(k.code), QStringView(k.name), QStringView(k.nameEn), k.positioned);
            }))
        return problem;
    if (auto problem = copyList(session, "place_kind (kind_id, code, name, name_en, circle_id)", catalogue.placeKinds,
            [](postgres::CopyWriter &copy, const DemoPlaceKind &k, std::int16_t key) {
                addRow(
                    copy, key, QStringView(k.code), QStringView(k.name), QStringView(k.nameEn), std::int16_t(k.circle));
            }))
        return problem;
    if (auto problem = copyList(session, "department (department_id, code, name, name_en)", catalogue.departments,
            [](postgres::CopyWriter &copy, const std::array<QString, 3> &d, std::int16_t key) {
                addRow(copy, key, QStringView(d[0]), QStringView(d[1]), QStringView(d[2]));
            }))
        return problem;
    return copyList(session, "responder_kind (kind_id, code, name, name_en, watches_grid)", catalogue.responderKinds,
        [](postgres::CopyWriter &copy, const DemoResponderKind &k, std::int16_t key) {
            addRow(copy, key, QStringView(k.code), QStringView(k.name), QStringView(k.nameEn), k.per == "grid"_L1);
        });
}

std::optional<Error> loadSuitedKinds(postgres::Session &session, const DemoCatalogue &catalogue)
{
    return copyList(session, "suited_kind (type_id, kind_id)", catalogue.types,
        [&](postgres::CopyWriter &copy, const DemoType &t, std::int16_t key) {
            for (std::size_t kind = 0; kind < catalogue.responderKinds.size(); ++kind) {
                if (catalogue.responderKinds[kind].handles == t.handler)
                    addRow(copy, key, std::int16_t(kind + 1));
            }
        });
}

std::optional<Error> loadIndicators(postgres::Session &session, const DemoCatalogue &catalogue)
{
    if (auto problem = copyList(session,
            "indicator (indicator_id, code, name, name_en, measure, outcome, better, definition, definition_en)",
            catalogue.indicators, [](postgres::CopyWriter &copy, const DemoIndicator &i, std::int16_t key) {
                const auto outcome = i.outcome.isEmpty() ? std::nullopt : std::optional(QStringView(i.outcome));
                addRow(copy, key, QStringView(i.code), QStringView(i.name), QStringView(i.nameEn),
                    QStringView(i.measure), outcome, QStringView(i.better), QStringView(i.definition),
                    QStringView(i.definitionEn));
            }))
        return problem;
    return copyList(session, "indicator_type (indicator_id, type_id)", catalogue.indicators,
        [](postgres::CopyWriter &copy, const DemoIndicator &i, std::int16_t key) {
            for (std::size_t type : i.types)
                addRow(copy, key, keyOf(type));
        });
}

std::optional<Error> loadItems(postgres::Session &session, const DemoCatalogue &catalogue)
{
    return copyList(session, "catalogue_item (list, item, name, name_en, circle_id, defence_id)", catalogue.items,
        [](postgres::CopyWriter &copy, const DemoCatalogueItem &i, std::int16_t) {
            addRow(copy, QStringView(i.list), i.item, QStringView(i.name), QStringView(i.nameEn), i.circle, i.defence);
        });
}

} // namespace

Result<void> DemoCatalogue::load(postgres::Session &session) const
{
    for (const auto &loader : {loadTypes, loadKinds, loadSuitedKinds, loadIndicators, loadItems}) {
        if (auto problem = loader(session, *this))
            return std::unexpected(*problem);
    }
    return {};
}

Result<std::int64_t> importCatalogue(postgres::Session &session)
{
    const auto catalogue = DemoCatalogue::read();
    if (!catalogue)
        return std::unexpected(catalogue.error());
    if (const auto begun = session.run("begin; lock table wuquan.incident_type in share row exclusive mode"); !begun)
        return std::unexpected(begun.error());
    const auto known = session.query("select count(*) from wuquan.incident_type");
    Result<void> loaded = known ? Result<void>() : std::unexpected(known.error());
    if (loaded && known->value<std::int64_t>() != 0)
        loaded = failure(ErrorKind::Refused, u"the database has incident types already"_s);
    if (loaded)
        loaded = catalogue->load(session);
    const auto ended = session.run(loaded ? "commit" : "rollback");
    if (!loaded || !ended)
        return std::unexpected(loaded ? ended.error() : loaded.error());
    return std::int64_t(catalogue->types.size());
}

} // namespace wuquan
