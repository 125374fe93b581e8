using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Reads blocks from the answers of <c>getblock</c> and <c>getblockbylimitnext</c>, once through the bytes and without a document in between.</summary>
internal static class TronBlockParser
{
    private const int IdDigits = 64;

    /// <summary>One block, or null where the node does not have it. Transactions are there only if they were asked for.</summary>
    public static TronBlock? ReadOne(ReadOnlyMemory<byte> answer)
    {
        var reader = new Utf8JsonReader(answer.Span);
        AnswerJson.Object(ref reader);
        return ReadBlock(ref reader, answer, watched: null);
    }

    /// <summary>The blocks of a range, in whichever order the node gives them.</summary>
    public static List<TronBlock> ReadRange(ReadOnlyMemory<byte> answer, TronAddressSet watched)
    {
        var blocks = new List<TronBlock>();
        var reader = new Utf8JsonReader(answer.Span);
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (!reader.ValueTextEquals("block"u8))
            {
                reader.Skip();
                continue;
            }
            AnswerJson.List(ref reader);
            while (AnswerJson.NextObject(ref reader)) blocks.Add(ReadBlock(ref reader, answer, watched) ?? throw new ChainReadException("an empty block in a list"));
        }
        return blocks;
    }

    private static TronBlock? ReadBlock(ref Utf8JsonReader reader, ReadOnlyMemory<byte> answer, TronAddressSet? watched)
    {
        Place? id = null;
        TronHeader? header = null;
        var transactions = new List<TronTransaction>();
        var coins = new List<TronCoinTransfer>();
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("blockID"u8)) id = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("block_header"u8)) header = ReadHeader(ref reader, answer);
            else if (watched is not null && reader.ValueTextEquals("transactions"u8))
            {
                AnswerJson.List(ref reader);
                while (AnswerJson.NextObject(ref reader)) ReadTransaction(ref reader, answer.Span, watched, transactions, coins);
            }
            else reader.Skip();
        }
        if (id is null && header is null) return null;
        if (id is not { } given || header is not { } read) throw new ChainReadException("a block without id or header");
        var name = read.Name(given.Of(answer.Span));
        if (watched is not null && name.Number > 0 && read.SaysEmpty != (transactions.Count == 0))
            throw new ChainReadException($"block {name.Number} came without its transactions");
        return new TronBlock(name, answer, transactions, coins);
    }

    private static TronHeader ReadHeader(ref Utf8JsonReader reader, ReadOnlyMemory<byte> answer)
    {
        TronHeader header = default;
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("raw_data"u8)) ReadRawHeader(ref reader, answer, ref header);
            else reader.Skip();
        }
        return header;
    }

    private static void ReadRawHeader(ref Utf8JsonReader reader, ReadOnlyMemory<byte> answer, ref TronHeader header)
    {
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("number"u8)) header.Number = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("timestamp"u8)) header.Timestamp = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("version"u8)) header.Version = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("witness_id"u8)) header.WitnessId = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("txTrieRoot"u8)) header.TxTrieRoot = Bytes(ref reader, answer);
            else if (reader.ValueTextEquals("parentHash"u8)) header.ParentHash = Bytes(ref reader, answer);
            else if (reader.ValueTextEquals("witness_address"u8)) header.WitnessAddress = Bytes(ref reader, answer);
            else if (reader.ValueTextEquals("accountStateRoot"u8)) header.AccountStateRoot = Bytes(ref reader, answer);
            else
            {
                header.HasMore = true;
                reader.Skip();
            }
        }
    }

    private static void ReadTransaction(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, TronAddressSet watched, List<TronTransaction> transactions, List<TronCoinTransfer> coins)
    {
        Place id = default;
        var succeeded = false;
        TronContractCall call = default;
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("ret"u8)) succeeded = ReadResult(ref reader);
            else if (reader.ValueTextEquals("txID"u8)) id = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("raw_data"u8)) call = TronContractCall.Read(ref reader);
            else reader.Skip();
        }
        if (id.Length != IdDigits) throw new ChainReadException("a transaction without an id");
        transactions.Add(new TronTransaction(id, succeeded));
        if (!succeeded || !call.IsTransfer || call.Amount <= 0 || call.To.Length == 0 || !watched.Contains(call.To.Of(answer))) return;
        coins.Add(new TronCoinTransfer(transactions.Count - 1, call.From, call.To, call.Amount));
    }

    /// <summary>Only what the node calls a success is one; a result that is missing is none.</summary>
    private static bool ReadResult(ref Utf8JsonReader reader)
    {
        var succeeded = false;
        AnswerJson.List(ref reader);
        while (AnswerJson.NextObject(ref reader))
        {
            while (AnswerJson.NextField(ref reader))
            {
                if (!reader.ValueTextEquals("contractRet"u8))
                {
                    reader.Skip();
                    continue;
                }
                reader.Read();
                succeeded = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("SUCCESS"u8);
            }
        }
        return succeeded;
    }

    private static ReadOnlyMemory<byte> Bytes(ref Utf8JsonReader reader, ReadOnlyMemory<byte> answer)
    {
        var place = AnswerJson.Text(ref reader);
        return answer.Slice(place.Start, place.Length);
    }
}
