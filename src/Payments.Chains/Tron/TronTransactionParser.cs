using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>
/// Reads a block's transactions by the bytes that were signed: these are named by their hash, and the header's root covers them.
/// </summary>
/// <param name="answer">The answer that they are in.</param>
/// <param name="watched">Whose coins are looked for.</param>
internal sealed class TronTransactionParser(ReadOnlyMemory<byte> answer, TronAddressSet watched)
{
    private const int IdDigits = 64;
    private const int AddressLength = 1 + TronAddress.Length;
    private const int RawField = 1, SignatureField = 2, OutcomeField = 5;

    private readonly List<TronTransaction> transactions = [];
    private readonly List<TronCoinTransfer> coins = [];
    private readonly List<string> unreadable = [];
    private readonly List<Place> signatures = [];
    private readonly List<TronOutcome> outcomes = [];
    private readonly TronTransactionTree tree = new();
    private readonly ProtoWriter message = new(), outcome = new();
    private bool isWhole = true;

    /// <summary>The transactions, in the order of the block; one that could not be read has no id.</summary>
    public IReadOnlyList<TronTransaction> Transactions => transactions;

    /// <summary>Successful transfers of coins to watched addresses.</summary>
    public IReadOnlyList<TronCoinTransfer> Coins => coins;

    /// <summary>Why transactions were left out.</summary>
    public IReadOnlyList<string> Unreadable => unreadable;

    /// <summary>
    /// Reads the transaction that the reader is inside of. One that makes no sense is left out and reported; the others are read.
    /// </summary>
    public void Read(ref Utf8JsonReader reader)
    {
        var before = reader;
        try
        {
            ReadOne(ref reader);
        }
        catch (Exception exception) when (AnswerJson.IsOfOnePart(exception))
        {
            transactions.Add(default);
            unreadable.Add(AnswerJson.Words(exception, "a transaction of an unknown shape"));
            AnswerJson.Leave(ref reader, before);
        }
    }

    /// <summary>Whether these are all transactions of a block by its header's root; null where that cannot be told.</summary>
    /// <param name="root">The root, as hex digits.</param>
    public bool? Are(ReadOnlySpan<byte> root) => isWhole && unreadable.Count == 0 ? Ascii.EqualsIgnoreCase(root, tree.Root()) : null;

    private void ReadOne(ref Utf8JsonReader reader)
    {
        Place id = default, raw = default;
        signatures.Clear();
        outcomes.Clear();
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("ret"u8)) ReadOutcomes(ref reader);
            else if (reader.ValueTextEquals("txID"u8)) id = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("raw_data_hex"u8)) raw = AnswerJson.Text(ref reader);
            else if (reader.ValueTextEquals("signature"u8)) ReadSignatures(ref reader);
            else reader.Skip();
        }
        if (id.Length != IdDigits) throw new ChainReadException("a transaction without an id");
        message.Clear();
        var signed = message.Hex(RawField, raw.Of(answer.Span));
        if (!IsHash(id.Of(answer.Span), signed)) throw new ChainReadException("a transaction's id is not the hash of its bytes");
        var call = TronContractCall.Read(signed);
        // Only what the node calls a success is one. The first entry is that of the contract.
        var succeeded = outcomes is [{ Succeeded: true }, ..];
        var isPayment = succeeded && call.IsTransfer && call.Amount > 0;
        var isOurs = isPayment && call.To.Length == AddressLength && watched.ContainsBytes(call.To[1..]);
        var coin = isOurs ? new TronCoinTransfer(transactions.Count, AddressOf(call.From), AddressOf(call.To), call.Amount) : null;
        AddLeaf();
        transactions.Add(new TronTransaction(id, succeeded));
        if (coin is not null) coins.Add(coin);
    }

    /// <summary>Ends the transaction's bytes, which begin with what was signed.</summary>
    private void AddLeaf()
    {
        foreach (var signature in signatures) message.Hex(SignatureField, signature.Of(answer.Span));
        foreach (var entry in outcomes)
        {
            outcome.Clear();
            entry.Write(outcome);
            message.Bytes(OutcomeField, outcome.Written);
        }
        tree.Add(message.Written);
    }

    private void ReadOutcomes(ref Utf8JsonReader reader)
    {
        outcomes.Clear();
        AnswerJson.List(ref reader);
        while (AnswerJson.NextObject(ref reader))
        {
            outcomes.Add(TronOutcome.Read(ref reader, out var isKnown));
            isWhole &= isKnown;
        }
    }

    private void ReadSignatures(ref Utf8JsonReader reader)
    {
        signatures.Clear();
        AnswerJson.List(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.String) signatures.Add(Place.OfText(in reader));
        if (reader.TokenType != JsonTokenType.EndArray) throw new ChainReadException("a list of signatures was expected");
    }

    private static string AddressOf(ReadOnlySpan<byte> address) =>
        address.Length == AddressLength ? TronAddress.Encode(address[1..]) : throw new ChainReadException("an address that is none");

    private static bool IsHash(ReadOnlySpan<byte> id, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> named = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.FromHexString(id, named, out _, out _) == System.Buffers.OperationStatus.Done && named.SequenceEqual(hash);
    }
}
