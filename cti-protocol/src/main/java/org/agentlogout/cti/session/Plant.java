/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agentlogout.cti.PgStatus;
import org.agentlogout.cti.SessionMessage.SystemEvent;

/**
 * What SYSTEM_EVENTs say about the switch behind the server. A peripheral they have not named is
 * taken to be there: the server will say so if it is not. PGStatus alone tells nothing about one
 * peripheral, see {@link PgStatus}.
 *
 * @param peripherals online or not
 */
record Plant(boolean gateway, Map<Long, Boolean> peripherals) {

    static final Plant NEW = new Plant(true, Map.of());

    /** More than a site has; a server that names more is not believed. */
    private static final int PERIPHERALS_LIMIT = 1_000;

    private static final long NOTHING_COMES = PgStatus.OPC_DOWN | PgStatus.CTI_SERVER_OFFLINE;

    Plant {
        peripherals = Collections.unmodifiableMap(new TreeMap<>(peripherals));
    }

    boolean isOnline(long peripheralId) {
        return gateway && peripherals.getOrDefault(peripheralId, true);
    }

    Plant after(SystemEvent event) {
        boolean through = (event.pgStatus() & NOTHING_COMES) == 0;
        return switch (event.kind()) {
            case PERIPHERAL_ONLINE -> with(through, event.arg1(), true);
            case PERIPHERAL_OFFLINE -> with(through, event.arg1(), false);
            case PERIPHERAL_GATEWAY_OFFLINE, CTI_SERVER_OFFLINE -> new Plant(false, peripherals);
            case CENTRAL_CONTROLLER_ONLINE,
                    CENTRAL_CONTROLLER_OFFLINE,
                    TEXT_FYI,
                    CTI_SERVER_ONLINE,
                    HALF_HOUR_CHANGE,
                    INSTRUMENT_OUT_OF_SERVICE,
                    INSTRUMENT_BACK_IN_SERVICE,
                    OTHER ->
                    new Plant(through, peripherals);
        };
    }

    private Plant with(boolean through, long peripheralId, boolean online) {
        Map<Long, Boolean> changed = new TreeMap<>(peripherals);
        if (changed.size() < PERIPHERALS_LIMIT || changed.containsKey(peripheralId)) {
            changed.put(peripheralId, online);
        }
        return new Plant(through, changed);
    }

    /** What is new since then. */
    List<SessionEffect> newsSince(Plant before) {
        List<SessionEffect> news = new ArrayList<>();
        if (gateway != before.gateway) {
            news.add(new SessionEffect.Tell(new SessionNews.GatewayChanged(gateway)));
        }
        peripherals.forEach((id, online) -> {
            if (!online.equals(before.peripherals.get(id))) {
                news.add(new SessionEffect.Tell(new SessionNews.PeripheralChanged(id, online)));
            }
        });
        return news;
    }
}
