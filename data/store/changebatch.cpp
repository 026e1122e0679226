// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/changebatch.h"

using namespace Qt::StringLiterals;

namespace wuquan {

QString tableName(Entity entity)
{
    switch (entity) {
    case Entity::Everything:
        break;
    case Entity::Area:
        return u"area"_s;
    case Entity::Place:
        return u"place"_s;
    case Entity::Device:
        return u"device"_s;
    case Entity::Responder:
        return u"responder"_s;
    case Entity::Incident:
        return u"incident"_s;
    case Entity::Attributes:
        return u"attribute"_s;
    case Entity::Annotation:
        return u"annotation"_s;
    }
    return {};
}

std::optional<Entity> entityOfTable(QStringView table)
{
    for (const Entity entity : {Entity::Area, Entity::Place, Entity::Device, Entity::Responder, Entity::Incident,
             Entity::Attributes, Entity::Annotation}) {
        if (tableName(entity) == table)
            return entity;
    }
    return {};
}

} // namespace wuquan
