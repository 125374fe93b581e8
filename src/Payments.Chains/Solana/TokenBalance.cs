using System.Buffers.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Solana;

/// <summary>What a token account has before or after a transaction.</summary>
/// <param name="Account">Its place among the transaction's accounts.</param>
/// <param name="Mint">The token's place among those that are read.</param>
/// <param name="Owner">The wallet that it belongs to.</param>
/// <param name="Units">Atomic units.</param>
internal readonly record struct TokenBalance(int Account, int Mint, Place Owner, ulong Units)
{
    /// <summary>Reads one entry of a list; null for a token that is not read.</summary>
    public static TokenBalance? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, SolanaMints mints)
    {
        Place mint = default, owner = default, amount = default;
        var account = -1L;
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("accountIndex"u8)) account = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("mint"u8)) mint = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("owner"u8)) owner = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("uiTokenAmount"u8))
            {
                AnswerJson.Object(ref reader);
                while (AnswerJson.NextField(ref reader))
                {
                    if (reader.ValueTextEquals("amount"u8)) amount = AnswerJson.Text(ref reader);
                    else reader.Skip();
                }
            }
            else reader.Skip();
        }
        var known = mints.Find(mint.Of(answer));
        if (known < 0) return null;
        var digits = amount.Of(answer);
        if (account < 0 || owner.Length == 0 || !Utf8Parser.TryParse(digits, out ulong units, out var read) || read != digits.Length)
            throw new ChainReadException("a token balance without its account, owner or amount");
        return new TokenBalance((int)account, known, owner, units);
    }
}

/// <summary>A list of whole numbers that is read only where it is needed.</summary>
/// <param name="Numbers">Its place in the answer.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct NumberList(Place Numbers, int Count)
{
    /// <summary>Passes over a list.</summary>
    public static NumberList Read(ref Utf8JsonReader reader)
    {
        AnswerJson.List(ref reader);
        var (start, count) = ((int)reader.TokenStartIndex, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.Number) count++;
        return reader.TokenType == JsonTokenType.EndArray
            ? new NumberList(new Place(start, (int)reader.BytesConsumed - start), count)
            : throw new ChainReadException("a list of numbers was expected");
    }

    /// <summary>The numbers.</summary>
    public ulong[] ToArray(ReadOnlySpan<byte> answer)
    {
        var numbers = new ulong[Count];
        var reader = new Utf8JsonReader(Numbers.Of(answer));
        reader.Read();
        for (var i = 0; i < numbers.Length; i++)
        {
            reader.Read();
            if (!reader.TryGetUInt64(out numbers[i])) throw new ChainReadException("a balance that is no number of lamports");
        }
        return numbers;
    }
}
