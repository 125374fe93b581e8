using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Transfers;

/// <summary>Names one movement of money on a chain, so that it counts once however often it is seen.</summary>
/// <remarks>Text form: <c>{chain}:{transaction}:{index}</c>; the index is the log or output index, or <c>native</c> for a plain value transfer.</remarks>
[GenerateSerializer, Immutable, Alias("transfer-id"), JsonConverter(typeof(TextIdJsonConverter<TransferId>))]
public readonly record struct TransferId([property: Id(0)] string Value) : ITextId<TransferId>
{
    /// <summary>The index of a transfer of the chain's own coin by a transaction's value.</summary>
    public const string NativeIndex = "native";

    /// <summary>Names a transfer by its place on the chain.</summary>
    public static TransferId Of(ChainId chain, string transaction, string index) => new($"{chain.Value}:{transaction}:{index}");

    /// <inheritdoc />
    public static TransferId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
