using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;

namespace Payments.Chains.Solana;

/// <summary>Reads a block's transactions, each as its accounts and what they had before and after.</summary>
/// <remarks>
/// Nodes write a transaction's accounts as texts (details <c>full</c>), with those of look-up tables in <c>loadedAddresses</c>, or as
/// objects that hold all of them (details <c>accounts</c>, encoding <c>jsonParsed</c>). Lists are kept from transaction to transaction.
/// </remarks>
internal sealed class SolanaTransactionParser(SolanaMints mints, TokenInfo? native, SolanaAddressSet watched)
{
    private readonly List<SolanaPayment> found = [];
    private List<string>? unreadable;
    private int foundBefore;
    private readonly List<Place> keys = [], writable = [], readOnly = [], plain = [], signers = [];
    private readonly List<TokenBalance> tokensBefore = [], tokensAfter = [];
    private readonly bool withCoins = native is not null && watched.TakesCoin && watched.Count > 0;
    private Place signature;
    private NumberList coinsBefore, coinsAfter;
    private bool hasResult, failed, hasTokens, hasFlags;
    private long plainTexts, signingTexts;

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<SolanaPayment> Found => found;

    /// <summary>How many transactions were read, those included that could not be.</summary>
    public int Count { get; private set; }

    /// <summary>Why transactions were left out.</summary>
    public IReadOnlyList<string> Unreadable => unreadable ?? [];

    /// <summary>What all transactions paid as fees, failed ones too, in lamports.</summary>
    public long Fees { get; private set; }

    /// <summary>Reads the transaction that the reader is inside of.</summary>
    /// <exception cref="ChainReadException">It has no result, or its accounts and balances do not fit.</exception>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        Count++;
        foundBefore = found.Count;
        keys.Clear();
        plain.Clear();
        signers.Clear();
        writable.Clear();
        readOnly.Clear();
        tokensBefore.Clear();
        tokensAfter.Clear();
        (signature, coinsBefore, coinsAfter, plainTexts, signingTexts) = (default, default, default, 0, 0);
        (hasResult, failed, hasTokens, hasFlags) = (false, false, false, false);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("meta"u8)) ReadMeta(ref reader, answer);
            else if (reader.ValueTextEquals("transaction"u8)) ReadTransaction(ref reader);
            else reader.Skip();
        }
        // Keys that are texts come in groups: those that sign first, those that neither sign nor are written to last.
        if (!hasFlags)
        {
            plain.AddRange(keys.Skip(keys.Count - (int)Math.Clamp(plainTexts, 0, keys.Count)));
            signers.AddRange(keys.Take((int)Math.Clamp(signingTexts, 0, keys.Count)));
        }
        // Keys of look-up tables may be listed among the others and named again.
        if (keys.Count < coinsBefore.Count)
        {
            keys.AddRange(writable);
            keys.AddRange(readOnly);
        }
        if (!hasResult || !hasTokens || signature.Length == 0) throw new ChainReadException("a transaction without its name, result or token balances");
        if (keys.Count != coinsBefore.Count || keys.Count != coinsAfter.Count) throw new ChainReadException("a transaction with more accounts than balances, or less");
        if (failed || watched.Count == 0) return;
        var balances = new SolanaBalances(answer, signature, keys, found);
        var first = found.Count;
        if (withCoins && HasWatchedKey(answer)) balances.AddCoins(native!, coinsBefore, coinsAfter, watched);
        if (tokensAfter.Count > 0) balances.AddTokens(mints, tokensBefore, tokensAfter, watched);
        if (found.Count == first) return;
        if (found.Count - first > 1) found.Sort(first, found.Count - first, ByAccount);
        var references = SolanaReferences.Of(answer, plain, mints, watched);
        for (var i = first; i < found.Count; i++)
            found[i] = found[i] with { References = references, IsOwn = IsSigner(found[i].To, answer) };
    }

    private bool IsSigner(string wallet, ReadOnlySpan<byte> answer)
    {
        foreach (var signer in signers)
            if (Ascii.Equals(signer.Of(answer), wallet)) return true;
        return false;
    }

    /// <summary>Leaves the last transaction out, whatever was found in it so far.</summary>
    public void LeaveOut(string reason)
    {
        found.RemoveRange(foundBefore, found.Count - foundBefore);
        (unreadable ??= []).Add(reason);
    }

    private static readonly IComparer<SolanaPayment> ByAccount = Comparer<SolanaPayment>.Create((one, other) => one.Account.CompareTo(other.Account));

    private bool HasWatchedKey(ReadOnlySpan<byte> answer)
    {
        foreach (var key in keys)
            if (watched.Contains(key.Of(answer))) return true;
        return false;
    }

    private void ReadTransaction(ref Utf8JsonReader reader)
    {
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("signatures"u8))
            {
                AnswerJson.List(ref reader);
                for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
                    if (isFirst) signature = KeyAt(ref reader);
            }
            else if (reader.ValueTextEquals("accountKeys"u8)) ReadKeys(ref reader, keys);
            else if (reader.ValueTextEquals("message"u8))
            {
                AnswerJson.Object(ref reader);
                while (AnswerJson.NextField(ref reader))
                {
                    if (reader.ValueTextEquals("accountKeys"u8)) ReadKeys(ref reader, keys);
                    else if (reader.ValueTextEquals("header"u8)) ReadHeader(ref reader);
                    else reader.Skip();
                }
            }
            else reader.Skip();
        }
    }

    private void ReadMeta(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        var (before, after) = (false, false);
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("err"u8))
            {
                reader.Read();
                (hasResult, failed) = (true, reader.TokenType != JsonTokenType.Null);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("fee"u8)) Fees += AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("preBalances"u8)) coinsBefore = NumberList.Read(ref reader);
            else if (reader.ValueTextEquals("postBalances"u8)) coinsAfter = NumberList.Read(ref reader);
            else if (reader.ValueTextEquals("preTokenBalances"u8)) before = ReadTokens(ref reader, answer, tokensBefore);
            else if (reader.ValueTextEquals("postTokenBalances"u8)) after = ReadTokens(ref reader, answer, tokensAfter);
            else if (reader.ValueTextEquals("loadedAddresses"u8)) ReadLoaded(ref reader);
            else reader.Skip();
        }
        hasTokens = before && after;
    }

    private void ReadLoaded(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return;
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("writable"u8)) ReadKeys(ref reader, writable);
            else if (reader.ValueTextEquals("readonly"u8)) ReadKeys(ref reader, readOnly);
            else reader.Skip();
        }
    }

    private void ReadHeader(ref Utf8JsonReader reader)
    {
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("numReadonlyUnsignedAccounts"u8)) plainTexts = AnswerJson.Number(ref reader);
            else if (reader.ValueTextEquals("numRequiredSignatures"u8)) signingTexts = AnswerJson.Number(ref reader);
            else reader.Skip();
        }
    }

    private void ReadKeys(ref Utf8JsonReader reader, List<Place> into)
    {
        AnswerJson.List(ref reader);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                into.Add(KeyAt(ref reader));
                continue;
            }
            Place key = default;
            var (isPlain, signs) = (true, false);
            hasFlags = true;
            while (AnswerJson.NextField(ref reader))
            {
                if (reader.ValueTextEquals("pubkey"u8)) key = AnswerJson.Text(ref reader);
                else if (reader.ValueTextEquals("signer"u8)) signs = reader.Read() && reader.TokenType == JsonTokenType.True;
                else if (reader.ValueTextEquals("writable"u8)) isPlain &= reader.Read() && reader.TokenType == JsonTokenType.False;
                else if (reader.ValueTextEquals("source"u8)) isPlain &= reader.Read() && !reader.ValueTextEquals("lookupTable"u8);
                else reader.Skip();
            }
            into.Add(key);
            if (isPlain && !signs) plain.Add(key);
            if (signs) signers.Add(key);
        }
    }

    private static Place KeyAt(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
        ? Place.OfText(in reader)
        : throw new ChainReadException("an address or signature was expected");

    /// <summary>Keeps the balances of known tokens. A list that is missing or null says that the node does not record them.</summary>
    private bool ReadTokens(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, List<TokenBalance> into)
    {
        AnswerJson.List(ref reader);
        while (AnswerJson.NextObject(ref reader))
        {
            if (TokenBalance.Read(ref reader, answer, mints) is { } balance) into.Add(balance);
        }
        return true;
    }
}
