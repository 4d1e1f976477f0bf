/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.List;
import org.agentlogout.orchestrator.saga.Inspection;
import org.agentlogout.schema.Interaction;
import org.agentlogout.schema.LogoutOnDisconnect;
import org.agentlogout.schema.Reason;
import org.jspecify.annotations.Nullable;

/** What a look at a channel found, both ways. Before the first look there is none. */
final class InspectionMapper {

    private InspectionMapper() {}

    static Inspection toSaga(org.agentlogout.schema.@Nullable Inspection found) {
        if (found == null) {
            return Inspection.NOT_YET;
        }
        return new Inspection(
                ChannelMapper.toSaga(found.getState()),
                toSaga(found.getRoutable()),
                found.getInteractions().stream()
                        .map(each ->
                                new Inspection.Interaction(
                                        each.getId(), each.getState(), each.getText()))
                        .toList(),
                found.getInteractionsKnown(),
                found.getControllable(),
                found.getMustBeMadeNotReady(),
                found.getCanBeDeactivated(),
                found.getCanSignOutAllMedia(),
                found.getReasonRequired(),
                reasons(found.getReasons()),
                Texts.orEmpty(found.getNotReadyReasonProblem()),
                found.getNotReadyPending(),
                Inspection.OnDisconnect.valueOf(found.getLogoutOnDisconnect().name()),
                found.getCanSignOutDuringInteraction(),
                found.getCanPendNotReady());
    }

    static Inspection.Routable toSaga(@Nullable Boolean routable) {
        if (routable == null) {
            return Inspection.Routable.NOT_TOLD;
        }
        return routable ? Inspection.Routable.YES : Inspection.Routable.NO;
    }

    static @Nullable Boolean toAvro(Inspection.Routable routable) {
        return switch (routable) {
            case YES -> true;
            case NO -> false;
            case NOT_TOLD -> null;
        };
    }

    static org.agentlogout.schema.@Nullable Inspection toAvro(Inspection found) {
        if (found.equals(Inspection.NOT_YET)) {
            return null;
        }
        return org.agentlogout.schema.Inspection.newBuilder()
                .setState(ChannelMapper.toAvro(found.state()))
                .setInteractions(
                        found.interactions().stream()
                                .map(each -> new Interaction(each.id(), each.state(), each.text()))
                                .toList())
                .setInteractionsKnown(found.interactionsKnown())
                .setControllable(found.controllable())
                .setMustBeMadeNotReady(found.mustBeMadeNotReady())
                .setCanBeDeactivated(found.canBeDeactivated())
                .setCanSignOutAllMedia(found.canSignOutAllMedia())
                .setReasonRequired(found.reasonRequired())
                .setReasons(avroReasons(found.reasons()))
                .setNotReadyReasonProblem(Texts.orNull(found.notReadyReasonProblem()))
                .setRoutable(toAvro(found.routable()))
                .setNotReadyPending(found.notReadyPending())
                .setLogoutOnDisconnect(LogoutOnDisconnect.valueOf(found.onDisconnect().name()))
                .setCanSignOutDuringInteraction(found.canSignOutDuringInteraction())
                .setCanPendNotReady(found.canPendNotReady())
                .build();
    }

    static List<Inspection.Reason> reasons(List<Reason> reasons) {
        return reasons.stream()
                .map(each -> new Inspection.Reason(each.getId(), each.getLabel()))
                .toList();
    }

    static List<Reason> avroReasons(List<Inspection.Reason> reasons) {
        return reasons.stream().map(each -> new Reason(each.id(), each.label())).toList();
    }
}
