using System.Text;
using NBitcoin;
using NBitcoin.DataEncoders;

namespace Payments.Chains.Bitcoin.Networks;

/// <summary>The first block of a network of Litecoin or Dash: one transaction, whose reward is locked with the same key on all of them.</summary>
/// <param name="Time">Unix seconds of the header.</param>
/// <param name="Bits">The target, in its compact form.</param>
/// <param name="Nonce">The header's nonce.</param>
internal sealed record FirstBlock(uint Time, uint Bits, uint Nonce)
{
    /// <summary>Bits of a test chain that needs no work.</summary>
    public const uint NoWork = 0x207fffff;

    /// <summary>Bits of the first Litecoin and Dash blocks.</summary>
    public const uint LeastWork = 0x1e0ffff0;

    private const long Reward = 50 * Money.COIN;

    private static readonly byte[] Key =
        Convert.FromHexString("040184710fa689ad5023690c80f3a49c8f13f8d45b8c857fbcbc8bc4a8e4d3eb4b10f4d4604fa08dce601aaf0f470216fe1b51850b4acf21b179c45070ac7b03a9");

    /// <summary>The block's bytes as hex.</summary>
    /// <param name="headline">The newspaper's line that dates it.</param>
    public string ToHex(string headline)
    {
        var text = Encoding.UTF8.GetBytes(headline);
        byte[] push = text.Length < (byte)OpcodeType.OP_PUSHDATA1 ? [(byte)text.Length] : [(byte)OpcodeType.OP_PUSHDATA1, (byte)text.Length];
        var transaction = Network.Main.CreateTransaction();
        transaction.Version = 1;
        transaction.Inputs.Add(new TxIn(Script.FromBytesUnsafe([4, 0xff, 0xff, 0, 0x1d, 1, 4, .. push, .. text])));
        transaction.Outputs.Add(new Money(Reward), Script.FromBytesUnsafe([(byte)Key.Length, .. Key, (byte)OpcodeType.OP_CHECKSIG]));
        var block = Network.Main.Consensus.ConsensusFactory.CreateBlock();
        block.AddTransaction(transaction);
        block.Header.Version = 1;
        block.Header.BlockTime = DateTimeOffset.FromUnixTimeSeconds(Time);
        block.Header.Bits = new Target(Bits);
        block.Header.Nonce = Nonce;
        block.UpdateMerkleRoot();
        return Encoders.Hex.EncodeData(block.ToBytes());
    }
}
