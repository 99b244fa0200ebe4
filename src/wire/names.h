/* SPDX-License-Identifier: MIT
 *
 * wire/names.h — the names and texts of every code on the wire, from the tables in wire/defs.
 *
 * Each function returns static text; NULL for a code that is not in the table (print the number then).
 */
#ifndef WIRE_NAMES_H
#define WIRE_NAMES_H

#include <stdint.h>

const char *s7_name_tpdu(uint8_t code);           /**< "CR", "CC", "DR", "DT", "ER", … */
const char *s7_name_cotp_parameter(uint8_t code); /**< "TPDU size", … */
const char *s7_name_dr_reason(uint8_t reason);
const char *s7_name_er_cause(uint8_t cause);
const char *s7_name_rosctr(uint8_t rosctr);      /**< "Job", "Ack", "Ack_Data", "Userdata" */
const char *s7_name_function(uint8_t function);  /**< "Read Var", "PLC Stop", … */
const char *s7_name_userdata_type(uint8_t type); /**< "request", "response", "push" */
const char *s7_name_group(uint8_t group);        /**< Userdata function group */
const char *s7_name_subfunction(uint8_t group, uint8_t subfunction);
const char *s7_name_mode(uint8_t mode);     /**< operating mode in a mode transition push: "STOP", "RUN", … */
const char *s7_name_syntax(uint8_t syntax); /**< "S7ANY", "DBREAD", … */
const char *s7_name_area(uint8_t area);     /**< "DB", "M", … all areas of s7comm.md 4.5 */
const char *s7_name_transport_size(uint8_t size);     /**< "BYTE", … */
const char *s7_name_data_transport(uint8_t size);     /**< "BYTE/WORD/DWORD", … */
const char *s7_text_return_code(uint8_t return_code); /**< what an item return code means */
const char *s7_text_error_class(uint8_t error_class); /**< what the class of a header error means */
const char *s7_name_szl(uint8_t number);              /**< what a system status list holds, by its number */
const char *s7_name_szl_mode(uint8_t mode);           /**< operating mode in SZL 0424, one nibble */
const char *s7_name_led(uint8_t led);                 /**< "SF", "RUN", … */
const char *s7_name_message_event(uint8_t event);     /**< one bit of a message service request */
const char *s7_name_alarm_type(uint8_t type);         /**< in a message service request */
const char *s7_name_event_class(uint8_t event_class); /**< first digit of an event id */
const char *s7_text_event(uint16_t event);            /**< an event of the diagnostic buffer */
const char *s7_text_control_status(uint8_t status);   /**< a hypothesis: defs/control_status.def */
const char *s7_name_tis_area(uint8_t area);           /**< "MB", … of a variable in a variable table */
const char *s7_name_tis_trigger(uint16_t trigger);
const char *s7_name_tis_frequency(uint16_t frequency);
const char *s7_name_tis_event(uint16_t event);
const char *s7_name_nck_area(uint8_t area);     /**< of a SINUMERIK: "channel", … */
const char *s7_name_nck_module(uint8_t module); /**< "MEM", … */
const char *s7_name_symbol_part(uint8_t part);  /**< of a symbolic address: "LID", … */
const char *s7_name_symbol_root(uint16_t root); /**< where one begins: "M", … */
const char *s7_name_block_type(uint16_t type);  /**< "OB", "DB", … */
const char *s7_text_error_code(uint16_t error); /**< class << 8 | code, or userdata parameter error */

#endif
