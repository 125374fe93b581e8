using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Reads the results of a block's transactions, the answer of <c>gettransactioninfobyblocknum</c>, and finds token transfers in their logs.</summary>
/// <remarks>The answer names no block id, so it is held against the block: one result for each transaction, of the block's height and time.</remarks>
internal sealed class TronResultParser(IReadOnlyList<TronContract> contracts)
{
    private const int HashDigits = 64;

    /// <summary>Keccak-256 of <c>Transfer(address,address,uint256)</c>, the event of a transfer, as nodes write it.</summary>
    public static ReadOnlySpan<byte> TransferTopic => "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"u8;

    /// <summary>
    /// The token transfers to watched addresses, in the order of the answer. A result that makes no sense is left out and reported.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="block">The block.</param>
    /// <param name="watched">Whose transfers are looked for.</param>
    /// <param name="unreadable">Takes what was left out.</param>
    /// <exception cref="ChainReadException">The results are not those of this block, or there are none.</exception>
    public List<TronTokenTransfer> Read(ReadOnlyMemory<byte> answer, TronBlock block, TronAddressSet watched, List<string> unreadable)
    {
        var found = new List<TronTokenTransfer>();
        var seen = new SeenTransactions(block);
        var logs = new List<TronLog>();
        var reader = new Utf8JsonReader(answer.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new ChainReadException($"no results of block {block.Name.Number}");
        var given = 0;
        for (; AnswerJson.NextObject(ref reader); given++)
        {
            logs.Clear();
            var before = reader;
            var isOfBlock = true;
            try
            {
                var result = ReadResult(ref reader, answer.Span, watched, logs);
                isOfBlock = result.Number == block.Name.Number && result.Timestamp == block.Name.Time.ToUnixTimeMilliseconds();
                if (isOfBlock) Take(result, answer.Span, block, seen, logs, found);
            }
            catch (Exception exception) when (AnswerJson.IsOfOnePart(exception))
            {
                unreadable.Add(AnswerJson.Words(exception, "a result of an unknown shape"));
                AnswerJson.Leave(ref reader, before);
            }
            if (!isOfBlock) throw new ChainReadException($"a result of another block than {block.Name.Number}");
        }
        if (seen.IsComplete) return found;
        var missing = $"block {block.Name.Number} has {block.Transactions.Count} transactions and results came for {seen.Count}";
        // A node that has the results of some has those of all: what is missing then is no matter of time.
        if (given == 0) throw new ChainReadException(missing);
        unreadable.Add(missing);
        return found;
    }

    private static void Take(Result result, ReadOnlySpan<byte> answer, TronBlock block, SeenTransactions seen, List<TronLog> logs,
        List<TronTokenTransfer> found)
    {
        if (result.Id.Length != HashDigits) throw new ChainReadException("a result without an id");
        var transaction = seen.Add(result.Id.Of(answer));
        if (logs.Count == 0) return;
        var succeeded = block.Transactions[transaction].Succeeded;
        if (succeeded == result.Failed)
            throw new ChainReadException(
                $"block and result disagree on whether transaction {TronHex.Lower(result.Id.Of(answer))} succeeded");
        if (!succeeded || !result.Ran) return;
        foreach (var log in logs) found.Add(new TronTokenTransfer(transaction, log));
    }

    private Result ReadResult(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, TronAddressSet watched, List<TronLog> logs)
    {
        Result result = default;
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("id"u8)) result.Id = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("blockNumber"u8)) result.Number = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("blockTimeStamp"u8)) result.Timestamp = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("result"u8)) result.Failed = AnswerJson.Text(ref reader).Of(answer).SequenceEqual("FAILED"u8);
            else if (reader.ValueTextEquals("receipt"u8)) result.Ran = ReadReceipt(ref reader, answer);
            else if (reader.ValueTextEquals("log"u8))
            {
                AnswerJson.List(ref reader);
                for (var index = 0; AnswerJson.NextObject(ref reader); index++) ReadLog(ref reader, answer, watched, index, logs);
            }
            else reader.Skip();
        }
        return result;
    }

    private static bool ReadReceipt(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        var ran = false;
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("result"u8)) ran = AnswerJson.Text(ref reader).Of(answer).SequenceEqual("SUCCESS"u8);
            else reader.Skip();
        }
        return ran;
    }

    private void ReadLog(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, TronAddressSet watched, int index, List<TronLog> logs)
    {
        Place address = default, data = default, from = default, to = default;
        var (topics, isTransfer) = (0, false);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("address"u8)) address = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("data"u8)) data = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("topics"u8))
            {
                AnswerJson.List(ref reader);
                for (; reader.Read() && reader.TokenType == JsonTokenType.String; topics++)
                {
                    if (topics == 0) isTransfer = reader.ValueTextEquals(TransferTopic);
                    else if (topics == 1) from = Place.OfText(in reader);
                    else if (topics == 2) to = Place.OfText(in reader);
                }
            }
            else reader.Skip();
        }
        // A fourth topic is the id of an NFT, whose event has the same name.
        if (!isTransfer || topics != 3 || from.Length != HashDigits || to.Length != HashDigits || !watched.Contains(to.Of(answer))) return;
        var contract = address.Of(answer);
        foreach (var known in contracts)
        {
            if (!known.Is(contract) || TronHex.Word(data.Of(answer)) is not { } units || units == 0) continue;
            logs.Add(new TronLog(index, known, units, TronHex.Address(from.Of(answer)), TronHex.Address(to.Of(answer))));
        }
    }

    private struct Result
    {
        public Place Id;
        public long Number;
        public long Timestamp;
        public bool Failed;

        /// <summary>Whether a contract ran to its end; transactions that call none have no such result and no logs.</summary>
        public bool Ran;
    }
}
