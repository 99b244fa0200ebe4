/* SPDX-License-Identifier: MIT
 *
 * TPDUs that are no data: how a connection of ISO transport begins and ends.
 */
#include "capture/follower.h"
#include "sieben/error.h"
#include "wire/cotp.h"

static void take_tsaps(struct s7_hearing *hearing, const struct s7_cotp_connect *connect)
{
    struct s7_tsap calling = s7_cotp_tsap_of(connect, S7_COTP_CALLING_TSAP);
    struct s7_tsap called = s7_cotp_tsap_of(connect, S7_COTP_CALLED_TSAP);
    s7_hearing_list(hearing, &calling, &called);
}

static void take_cr(struct s7_hearing *hearing, const struct s7_cotp *cotp)
{
    struct s7_connection *connection = hearing->connection;
    if (connection->asked)
        return;
    connection->asked = true;
    connection->complete = (hearing->event.framing & S7_FRAMING_AFTER_GAP) == 0;
    if (connection->listed)
        return;
    connection->role = (struct s7_role){true, hearing->side, S7_ROLE_BY_CR};
    take_tsaps(hearing, &cotp->as.connect);
}

/* The CR was before the capture: the CC repeats its TSAPs, and who sends it is served. */
static void take_cc(struct s7_hearing *hearing, const struct s7_cotp *cotp)
{
    struct s7_connection *connection = hearing->connection;
    connection->confirmed = true;
    if (connection->listed)
        return;
    connection->role = (struct s7_role){true, 1 - hearing->side, S7_ROLE_BY_CR};
    const struct s7_cotp_parameters *parameters = &cotp->as.connect.parameters;
    if (s7_cotp_parameter_find(parameters, S7_COTP_CALLING_TSAP) &&
        s7_cotp_parameter_find(parameters, S7_COTP_CALLED_TSAP))
        take_tsaps(hearing, &cotp->as.connect);
}

static void take_dr(struct s7_hearing *hearing)
{
    struct s7_connection *connection = hearing->connection;
    if (connection->asked && !connection->confirmed && hearing->side != connection->role.client)
        connection->refused = true;
}

void s7_hearing_tpdu(struct s7_hearing *hearing, struct s7_octets tpdu)
{
    struct s7_cotp cotp;
    if (s7_cotp_decode(tpdu.at, tpdu.size, &cotp) != S7_OK)
        s7_hearing_wonder(hearing, S7_ANOMALY_MALFORMED);
    else if (cotp.type == S7_COTP_CR)
        take_cr(hearing, &cotp);
    else if (cotp.type == S7_COTP_CC)
        take_cc(hearing, &cotp);
    else if (cotp.type == S7_COTP_DR)
        take_dr(hearing);
    s7_hearing_tell(hearing);
}
