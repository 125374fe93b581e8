using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A block by its number or by one of the names of the JSON-RPC specification.</summary>
public class BlockParameter
{
    /// <summary>The newest block.</summary>
    public BlockParameter() => ParameterType = BlockParameterType.latest;

    /// <summary>The block of a number.</summary>
    public BlockParameter(HexBigInteger blockNumber) => (ParameterType, BlockNumber) = (BlockParameterType.blockNumber, blockNumber);

    /// <summary>The block of a number.</summary>
    public BlockParameter(ulong blockNumber) : this(new HexBigInteger(blockNumber)) { }

    /// <summary>Names of blocks, and the kind that has a number.</summary>
    public enum BlockParameterType
    {
        /// <summary>The newest.</summary>
        latest,

        /// <summary>The oldest that the node has.</summary>
        earliest,

        /// <summary>The one that is being made.</summary>
        pending,

        /// <summary>The newest that cannot be taken back.</summary>
        finalized,

        /// <summary>The newest that will hardly be taken back.</summary>
        safe,

        /// <summary>Told by <see cref="BlockParameter.BlockNumber"/>.</summary>
        blockNumber,
    }

    /// <summary>The number, or null where a name tells.</summary>
    public HexBigInteger? BlockNumber { get; private set; }

    /// <summary>How it tells.</summary>
    public BlockParameterType ParameterType { get; private set; }

    /// <summary>Tells by a name from now on.</summary>
    /// <exception cref="ArgumentException">A number's kind is no name.</exception>
    public void SetValue(BlockParameterType parameterType)
    {
        if (parameterType == BlockParameterType.blockNumber) throw new ArgumentException("Give the number instead of its kind.", nameof(parameterType));
        (ParameterType, BlockNumber) = (parameterType, null);
    }

    /// <summary>The parameter as it is sent: a quantity or a name.</summary>
    public string GetRPCParam() => BlockNumber?.HexValue ?? ParameterType.ToString();
}
