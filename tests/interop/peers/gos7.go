// SPDX-License-Identifier: MIT
//
// gos7 PORT RACK SLOT — gos7 as a client; foreign_peer.py says how it is asked.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/robinson/gos7"
)

const (
	wordLengthBit  = 1
	wordLengthByte = 2
)

var areas = map[string]int{"I": 0x81, "Q": 0x82, "M": 0x83, "DB": 0x84}

type session struct {
	handler *gos7.TCPClientHandler
	client  gos7.Client
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return value
}

func octets(text string) []byte {
	data, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return data
}

// items makes what the peer transfers of "area:db:start:count", or of "area:db:start:octets" for writing.
func items(words []string, write bool) []gos7.S7DataItem {
	list := make([]gos7.S7DataItem, len(words))
	for i, word := range words {
		part := strings.Split(word, ":")
		item := gos7.S7DataItem{Area: areas[part[0]], WordLen: wordLengthByte, DBNumber: number(part[1]), Start: number(part[2])}
		if write {
			item.Data = octets(part[3])
		} else {
			item.Data = make([]byte, number(part[3]))
		}
		item.Amount = len(item.Data)
		list[i] = item
	}
	return list
}

func checked(list []gos7.S7DataItem, err error) error {
	for _, item := range list {
		if err == nil && item.Error != "" {
			err = fmt.Errorf("%s", item.Error)
		}
	}
	return err
}

func (s *session) readOctets(area string, db, start, count int) ([]byte, error) {
	data := make([]byte, count)
	var err error
	switch area {
	case "DB":
		err = s.client.AGReadDB(db, start, count, data)
	case "M":
		err = s.client.AGReadMB(start, count, data)
	case "I":
		err = s.client.AGReadEB(start, count, data)
	case "Q":
		err = s.client.AGReadAB(start, count, data)
	}
	return data, err
}

func (s *session) writeOctets(area string, db, start int, data []byte) error {
	if area == "DB" {
		return s.client.AGWriteDB(db, start, len(data), data)
	}
	return s.client.AGWriteMB(start, len(data), data)
}

// A bit is an item of its own: its place is an octet and a bit for reading, a number of bits for writing.
func (s *session) readBit(area string, db, bit int) ([]byte, error) {
	list := []gos7.S7DataItem{{Area: areas[area], WordLen: wordLengthBit, DBNumber: db, Start: bit / 8, Bit: bit % 8, Amount: 1, Data: make([]byte, 1)}}
	err := checked(list, s.client.AGReadMulti(list, 1))
	return list[0].Data, err
}

func (s *session) writeBit(area string, db, bit int, data []byte) error {
	list := []gos7.S7DataItem{{Area: areas[area], WordLen: wordLengthBit, DBNumber: db, Start: bit, Amount: 1, Data: data}}
	return checked(list, s.client.AGWriteMulti(list, 1))
}

func (s *session) readMany(words []string) (answer []string, err error) {
	list := items(words, false)
	err = checked(list, s.client.AGReadMulti(list, len(list)))
	for _, item := range list {
		answer = append(answer, hex.EncodeToString(item.Data))
	}
	return answer, err
}

func text(word string) string {
	return hex.EncodeToString([]byte(word + "\x00"))
}

var modes = map[int]string{4: "stop", 8: "run"}

// done are the services that return nothing else than whether it went well.  Those of the clock have each other's name.
func (s *session) done(words []string) error {
	switch words[0] {
	case "set_clock":
		date := time.Date(number(words[1]), time.Month(number(words[2])), number(words[3]), number(words[4]), number(words[5]), number(words[6]), 0, time.UTC)
		return s.client.PGClockRead(date)
	case "stop":
		return s.client.PLCStop()
	case "hot_start":
		return s.client.PLCHotStart()
	case "cold_start":
		return s.client.PLCColdStart()
	case "password":
		return s.client.SetSessionPassword(words[1])
	case "clear_password":
		return s.client.ClearSessionPassword()
	case "list_blocks":
		_, err := s.client.PGListBlocks()
		return err
	case "block_info":
		_, err := s.client.GetAgBlockInfo(0x41, 1)
		return err
	}
	return fmt.Errorf("no such call: %s", words[0])
}

// service is a service beside reading and writing (services.py).
func (s *session) service(words []string) (answer []string, err error) {
	switch words[0] {
	case "cpu_info":
		info, err := s.client.GetCPUInfo()
		return []string{text(info.ModuleTypeName), text(info.SerialNumber), text(info.ASName), text(info.Copyright), text(info.ModuleName)}, err
	case "order_code":
		info, err := s.client.GetOrderCode()
		return []string{text(info.Code)}, err
	case "cp_info":
		info, err := s.client.GetCPInfo()
		return []string{strconv.Itoa(info.MaxPduLength), strconv.Itoa(info.MaxConnections)}, err
	case "status":
		mode, err := s.client.PLCGetStatus()
		return []string{modes[mode]}, err
	case "protection": // it hands out none of its numbers but by printing them
		found, err := s.client.GetProtection()
		return strings.Fields(strings.Trim(fmt.Sprint(found), "{}")), err
	case "clock":
		now, err := s.client.PGClockWrite()
		return strings.Fields(now.Format("2006 01 02 15 04 05")), err
	}
	return nil, s.done(words)
}

// guarded: it reads behind the end of what is shorter than it expects.
func (s *session) guarded(words []string) (answer []string, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	return s.call(words)
}

func (s *session) call(words []string) (answer []string, err error) {
	bits := len(words) > 1 && words[len(words)-1] == "bits"
	var data []byte
	switch words[0] {
	case "connect":
		err = s.handler.Connect()
	case "close":
		err = s.handler.Close()
	case "pdu":
		answer = []string{strconv.Itoa(s.handler.PDULength)}
	case "read":
		if bits {
			data, err = s.readBit(words[1], number(words[2]), number(words[3]))
		} else {
			data, err = s.readOctets(words[1], number(words[2]), number(words[3]), number(words[4]))
		}
		answer = []string{hex.EncodeToString(data)}
	case "write":
		if bits {
			err = s.writeBit(words[1], number(words[2]), number(words[3]), octets(words[4]))
		} else {
			err = s.writeOctets(words[1], number(words[2]), number(words[3]), octets(words[4]))
		}
	case "read_many":
		answer, err = s.readMany(words[1:])
	case "write_many":
		list := items(words[1:], true)
		err = checked(list, s.client.AGWriteMulti(list, len(list)))
	default:
		return s.service(words)
	}
	return answer, err
}

func main() {
	answers := os.Stdout
	os.Stdout, _ = os.Open(os.DevNull) // the peer prints telegrams there
	handler := gos7.NewTCPClientHandler("127.0.0.1:"+os.Args[1], number(os.Args[2]), number(os.Args[3]))
	s := session{handler, gos7.NewClient(handler)}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		answer, err := s.guarded(strings.Split(lines.Text(), " "))
		if err != nil {
			fmt.Fprintln(answers, "error", strings.Join(strings.Fields(err.Error()), " "))
		} else {
			fmt.Fprintln(answers, strings.Join(append([]string{"ok"}, answer...), " "))
		}
	}
}
