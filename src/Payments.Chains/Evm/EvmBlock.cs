using System.Text.Json;
using Nethereum.RPC.Eth.DTOs;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>A block's name, from a bulk answer or from Nethereum.</summary>
internal static class EvmBlock
{
    /// <summary>The year 9999.</summary>
    private const long LastSecond = 253_402_300_799;

    public static BlockRef Of(EvmAnswer block, ReadOnlySpan<byte> answer) => block.Kind == JsonTokenType.StartObject
        ? Of(EvmJson.Number(answer, block.Number, "number"), EvmJson.Hash(answer, block.Hash, "hash"), EvmJson.Hash(answer, block.ParentHash, "parentHash"), EvmJson.Number(answer, block.Timestamp, "timestamp"))
        : throw Missing();

    public static BlockRef Of(Block? block) => block is not null
        ? Of(EvmQuantity.Number(block.Number), EvmHex.Hash(EvmHex.Digits(block.BlockHash), "hash"), EvmHex.Hash(EvmHex.Digits(block.ParentHash), "parentHash"), EvmQuantity.Number(block.Timestamp))
        : throw Missing();

    private static BlockRef Of(long number, string hash, string parentHash, long seconds) =>
        seconds <= LastSecond ? new BlockRef(number, hash, parentHash, DateTimeOffset.FromUnixTimeSeconds(seconds)) : throw new ChainReadException("a block's time is out of range");

    private static ChainReadException Missing() => new("the node does not have the block");
}
