using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;

namespace Payments.Chains.Solana;

/// <summary>Reads blocks from the answers of <c>getBlock</c>, once through the bytes and without a document in between.</summary>
internal sealed class SolanaBlockParser(SolanaMints mints, TokenInfo? native)
{
    /// <summary>A node's codes for a block that it does not have: not yet, skipped, or lost. The same block may be any of these on different nodes, so what was skipped is proved by the next block alone.</summary>
    private static readonly int[] Missing = [-32004, -32007, -32009];

    /// <summary>A block's name without its transactions; null where the node does not have it.</summary>
    public static SolanaBlock? ReadHeader(ReadOnlyMemory<byte> answer, long slot) => Read(answer.Span, slot, null);

    /// <summary>A block with what it paid; null where the node does not have it.</summary>
    /// <exception cref="ChainReadException">The node answered with another error, or the block does not fit together.</exception>
    public SolanaBlock? Read(ReadOnlyMemory<byte> answer, long slot, SolanaAddressSet watched) => Read(answer.Span, slot, new SolanaTransactionParser(mints, native, watched));

    private static SolanaBlock? Read(ReadOnlySpan<byte> answer, long slot, SolanaTransactionParser? transactions)
    {
        SolanaBlock? block = null;
        var answered = false;
        var reader = new Utf8JsonReader(answer);
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("error"u8))
            {
                var (code, message) = ReadError(ref reader);
                if (!Missing.Contains(code)) throw RpcRefusal.Failure($"{message}: getBlock", code);
                answered = true;
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                answered = true;
                if (reader.TokenType != JsonTokenType.Null) block = ReadBlock(ref reader, answer, slot, transactions);
            }
            else reader.Skip();
        }
        return answered ? block : throw new ChainReadException("getBlock: an answer without result");
    }

    private static (int Code, string Message) ReadError(ref Utf8JsonReader reader)
    {
        using var error = JsonDocument.ParseValue(ref reader);
        return (error.RootElement.GetProperty("code").GetInt32(), error.RootElement.GetProperty("message").GetString() ?? "");
    }

    private static SolanaBlock ReadBlock(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, long slot, SolanaTransactionParser? transactions)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new ChainReadException("a block was expected");
        Place hash = default, parentHash = default;
        long? parentSlot = null;
        DateTimeOffset? time = null;
        var (hasTransactions, leaderFees) = (false, 0L);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("blockhash"u8)) hash = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("previousBlockhash"u8)) parentHash = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("parentSlot"u8)) parentSlot = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("blockTime"u8)) time = ReadTime(ref reader);
            else if (transactions is not null && reader.ValueTextEquals("rewards"u8)) leaderFees = ReadLeaderFees(ref reader);
            else if (transactions is not null && reader.ValueTextEquals("transactions"u8))
            {
                hasTransactions = true;
                AnswerJson.List(ref reader);
                while (AnswerJson.NextObject(ref reader)) ReadTransaction(ref reader, answer, transactions);
            }
            else reader.Skip();
        }
        if (hash.Length == 0 || parentHash.Length == 0 || parentSlot is not { } parent)
            throw new ChainReadException($"block {slot} without its hash or parent");
        if (parent >= slot && slot > 0) throw new ChainReadException($"block {slot} names {parent} as its parent");
        var isShort = transactions is not null && leaderFees > transactions.Fees && transactions.Unreadable.Count == 0;
        if (transactions is not null && (!hasTransactions || (isShort && transactions.Count == 0)))
            throw new ChainReadException(Short(slot));
        return new SolanaBlock(
            slot, Encoding.ASCII.GetString(hash.Of(answer)), parent, Encoding.ASCII.GetString(parentHash.Of(answer)), time,
            transactions?.Found ?? [])
        {
            Transactions = transactions?.Count ?? 0,
            Unreadable = isShort ? [Short(slot)] : transactions?.Unreadable ?? [],
        };
    }

    private static string Short(long slot) => $"block {slot} came without its transactions";

    /// <summary>The block's time; null where the node does not have it.</summary>
    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        return reader.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ChainReadException("a time was expected");
    }

    /// <summary>One transaction whose parts do not fit together is left out and reported; the others are read.</summary>
    private static void ReadTransaction(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, SolanaTransactionParser transactions)
    {
        var before = reader;
        try
        {
            transactions.Read(ref reader, answer);
        }
        catch (Exception exception) when (AnswerJson.IsOfOnePart(exception))
        {
            transactions.LeaveOut(AnswerJson.Words(exception, "a transaction of an unknown shape"));
            AnswerJson.Leave(ref reader, before);
        }
    }

    /// <summary>What the leader earned of the block's fees. It is never more than its transactions paid, so that an answer without most of them is told.</summary>
    private static long ReadLeaderFees(ref Utf8JsonReader reader)
    {
        var before = reader;
        try
        {
            return SumLeaderFees(ref reader);
        }
        catch (Exception exception) when (AnswerJson.IsOfOnePart(exception))
        {
            // Rewards that make no sense say nothing; they are no payments.
            reader = before;
            reader.Skip();
            return 0;
        }
    }

    private static long SumLeaderFees(ref Utf8JsonReader reader)
    {
        var fees = 0L;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return 0;
        }
        while (AnswerJson.NextObject(ref reader))
        {
            var (lamports, isFee) = (0L, false);
            while (AnswerJson.NextField(ref reader))
            {
                if (reader.ValueTextEquals("lamports"u8)) lamports = AnswerJson.Number(ref reader);
                else if (reader.ValueTextEquals("rewardType"u8))
                {
                    reader.Read();
                    isFee = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Fee"u8);
                }
                else reader.Skip();
            }
            if (isFee) fees += lamports;
        }
        return fees;
    }
}
