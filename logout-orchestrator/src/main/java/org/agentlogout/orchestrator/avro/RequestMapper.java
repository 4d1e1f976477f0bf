/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SwitchReason;
import org.jspecify.annotations.Nullable;

/** The parts of a request, both ways: they come in, and are kept while the logout runs. */
final class RequestMapper {

    private RequestMapper() {}

    static LogoutRequest.ReasonChoice toSaga(@Nullable ReasonChoice choice) {
        if (choice == null) {
            return LogoutRequest.ReasonChoice.NONE;
        }
        return new LogoutRequest.ReasonChoice(
                choice.getPerSwitch().stream()
                        .map(each ->
                                new LogoutRequest.SwitchReason(
                                        each.getSwitchId(), each.getReasonId()))
                        .toList(),
                Texts.orEmpty(choice.getLabel()));
    }

    static ReasonChoice toAvro(LogoutRequest.ReasonChoice choice) {
        return new ReasonChoice(
                choice.perSwitch().stream()
                        .map(each -> new SwitchReason(each.switchId(), each.reasonId()))
                        .toList(),
                Texts.orNull(choice.label()));
    }

    static LogoutRequest.Requester toSaga(Requester requester) {
        return new LogoutRequest.Requester(
                LogoutRequest.RequesterKind.valueOf(requester.getKind().name()), requester.getId());
    }

    static Requester toAvro(LogoutRequest.Requester requester) {
        return new Requester(RequesterKind.valueOf(requester.kind().name()), requester.id());
    }
}
