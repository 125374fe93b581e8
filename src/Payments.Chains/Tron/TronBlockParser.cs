using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Reads blocks from the answers of <c>getblock</c> and <c>getblockbylimitnext</c>, once through the bytes and without a document in between.</summary>
internal static class TronBlockParser
{
    /// <summary>Asks for the newest block's header.</summary>
    public const string HeaderQuestion = """{"detail":false}""";

    /// <summary>One block, or null where the node does not have it. Transactions are there only if they were asked for.</summary>
    public static TronBlock? ReadOne(ReadOnlyMemory<byte> answer)
    {
        var reader = new Utf8JsonReader(answer.Span);
        AnswerJson.Object(ref reader);
        return ReadBlock(ref reader, answer, watched: null);
    }

    /// <summary>One block's header.</summary>
    /// <exception cref="ChainReadException">The node does not have it.</exception>
    public static TronBlock ReadHeader(ReadOnlyMemory<byte> answer) =>
        ReadOne(answer) ?? throw new ChainReadException("the node does not have the block");

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
        TronTransactionParser? transactions = null;
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("blockID"u8)) id = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("block_header"u8)) header = ReadFields(ref reader, answer);
            else if (watched is not null && reader.ValueTextEquals("transactions"u8))
            {
                transactions = new TronTransactionParser(answer, watched);
                AnswerJson.List(ref reader);
                while (AnswerJson.NextObject(ref reader)) transactions.Read(ref reader);
            }
            else reader.Skip();
        }
        if (id is null && header is null) return null;
        if (id is not { } given || header is not { } read) throw new ChainReadException("a block without id or header");
        var name = read.Name(given.Of(answer.Span));
        var isEmpty = transactions is null || transactions.Transactions.Count == 0;
        // The first block's root is one that nobody can recompute, and nobody pays in it.
        if (watched is null || name.Number == 0) return new TronBlock(name, answer, transactions?.Transactions ?? [], []);
        if (read.SaysEmpty != isEmpty) throw new ChainReadException($"block {name.Number} came without its transactions");
        if (transactions is null) return new TronBlock(name, answer, [], []) { IsProven = !read.HasMore };
        // What a header with a field of a later version means by its root is not known.
        var isWhole = read.HasMore ? null : transactions.Are(read.TxTrieRoot.Span);
        return new TronBlock(name, answer, transactions.Transactions, transactions.Coins)
        {
            IsProven = isWhole == true,
            Unreadable = isWhole == false ? [$"the transactions of block {name.Number} are not those of its header"]
                : transactions.Unreadable,
        };
    }

    private static TronHeader ReadFields(ref Utf8JsonReader reader, ReadOnlyMemory<byte> answer)
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
            else if (reader.ValueTextEquals("witness_address"u8)) header.WitnessAddress = AddressDigits(Bytes(ref reader, answer));
            else if (reader.ValueTextEquals("accountStateRoot"u8)) header.AccountStateRoot = Bytes(ref reader, answer);
            else
            {
                header.HasMore = true;
                reader.Skip();
            }
        }
    }

    private static ReadOnlyMemory<byte> Bytes(ref Utf8JsonReader reader, ReadOnlyMemory<byte> answer)
    {
        var place = AnswerJson.Text(ref reader);
        return answer.Slice(place.Start, place.Length);
    }

    /// <summary>An address as hex digits. Nodes write it in Base58 where they were set up or asked to.</summary>
    private static ReadOnlyMemory<byte> AddressDigits(ReadOnlyMemory<byte> text) =>
        text.Span is [(byte)'T', ..] ? Encoding.ASCII.GetBytes(TronAddress.ToHex(Encoding.ASCII.GetString(text.Span))) : text;
}
