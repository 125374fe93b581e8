using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>A regtest chain on paper: real transactions and blocks, except that payments may come from nowhere. Signatures are not checked.</summary>
public sealed class BitcoinChain
{
    /// <summary>The end of the first block's hash.</summary>
    public const long ChainNumber = 0x466e2206;

    private const uint FirstTime = 1_296_688_602;
    private const long Subsidy = 5_000_000_000;
    private const uint Final = 0xffffffff;

    /// <summary>A sequence below it says that the transaction may be replaced.</summary>
    private const uint Replaceable = 0xfffffffe;

    private static readonly byte[] NoHash = new byte[32];

    /// <summary>The script of anybody's coins: the hash of OP_TRUE.</summary>
    private static readonly byte[] Anybody = [0, 32, .. SHA256.HashData([0x51])];

    private readonly Lock gate = new();
    private readonly List<BitcoinBlockData> blocks = [];
    private readonly List<BitcoinTransactionData> pending = [];
    private readonly List<BitcoinOutput> minted = [];
    private readonly TimeProvider? clock;
    private int serial;
    private int branch;

    /// <summary>A chain with regtest's first block.</summary>
    /// <param name="clock">Gives the blocks their times; without one they are ten minutes apart.</param>
    /// <param name="rules">Which chain of the family it is; Bitcoin where nothing is said.</param>
    public BitcoinChain(TimeProvider? clock = null, BitcoinRules? rules = null)
    {
        (this.clock, Rules) = (clock, rules ?? BitcoinRules.Bitcoin);
        blocks.Add(Rules.First());
    }

    /// <summary>Which chain of the family it is.</summary>
    public BitcoinRules Rules { get; }

    /// <summary>How much work blocks have that are made from now on, in the compact form of a header.</summary>
    public uint Bits { get; set; } = BitcoinBlockData.RegtestBits;

    /// <summary>Whether blocks that are made from now on lack the work that they claim.</summary>
    public bool LacksWork { get; set; }

    /// <summary>The newest block's height.</summary>
    public long Head
    {
        get
        {
            lock (gate) return blocks.Count - 1;
        }
    }

    /// <summary>A block by its height, or null.</summary>
    public BitcoinBlockData? Block(long number)
    {
        lock (gate) return number >= 0 && number < blocks.Count ? blocks[(int)number] : null;
    }

    /// <summary>A block by its name, or null.</summary>
    public (long Number, BitcoinBlockData Block)? Find(string id)
    {
        lock (gate)
        {
            var number = blocks.FindIndex(block => block.Id == id);
            return number < 0 ? null : (number, blocks[number]);
        }
    }

    /// <summary>A payment from nowhere to each of some scripts, for the next block.</summary>
    public string Pay(params BitcoinOutput[] outputs)
    {
        lock (gate)
        {
            var nowhere = SHA256.HashData(Encoding.UTF8.GetBytes($"nowhere {++serial}"));
            var transaction = new BitcoinTransactionData([new BitcoinInput(nowhere, 0, [], Final) { Witness = Rules.HasWitnesses ? [[0x51]] : [] }], outputs);
            pending.Add(transaction);
            return transaction.Id;
        }
    }

    /// <summary>Puts a transaction of any form into the next block, unchecked.</summary>
    public string Include(BitcoinTransactionData transaction)
    {
        lock (gate) pending.Add(transaction);
        return transaction.Id;
    }

    /// <summary>What waits for the next block.</summary>
    public IReadOnlyList<BitcoinTransactionData> Waiting
    {
        get
        {
            lock (gate) return [.. pending];
        }
    }

    /// <summary>Puts another transaction in the place of a waiting one: it spends the same and pays others.</summary>
    public string Replace(string transaction, params BitcoinOutput[] outputs)
    {
        lock (gate)
        {
            var index = pending.FindIndex(waiting => waiting.Id == transaction);
            pending[index] = pending[index] with { Outputs = outputs };
            return pending[index].Id;
        }
    }

    /// <summary>Drops a waiting transaction, as nodes do with what pays too little or waits too long.</summary>
    public void Evict(string transaction)
    {
        lock (gate) pending.RemoveAll(waiting => waiting.Id == transaction);
    }

    /// <summary>Newly made coins for a script, in the next block.</summary>
    public void Mint(BitcoinOutput output)
    {
        lock (gate) minted.Add(output);
    }

    /// <summary>Takes a transaction as a wallet sends it; what it spends must be there and unspent, and worth what it pays.</summary>
    /// <exception cref="InvalidOperationException">It is refused, in the node's words.</exception>
    public string Accept(byte[] raw)
    {
        var transaction = BitcoinTransactionData.Parse(raw);
        lock (gate)
        {
            var all = blocks.SelectMany(block => block.Transactions).Concat(pending).ToArray();
            var outputs = all.SelectMany(made => made.Outputs.Select((output, index) => ($"{made.Id}:{index}", output.Units))).ToDictionary();
            var spent = all.SelectMany(made => made.Inputs.Select(input => input.Spends)).ToHashSet();
            if (transaction.Inputs.Any(input => !outputs.ContainsKey(input.Spends))) throw new InvalidOperationException("bad-txns-inputs-missingorspent");
            if (Fee(transaction) < 0) throw new InvalidOperationException("bad-txns-in-belowout");
            var conflicts = pending.Where(waiting => waiting.Inputs.Any(input => transaction.Inputs.Any(own => own.Spends == input.Spends))).ToArray();
            spent.ExceptWith(conflicts.SelectMany(waiting => waiting.Inputs.Select(input => input.Spends)));
            if (transaction.Inputs.Any(input => spent.Contains(input.Spends))) throw new InvalidOperationException("txn-mempool-conflict");
            // BIP-125: who said that it may be replaced is, by what pays more.
            if (conflicts.Any(waiting => waiting.Inputs.All(input => input.Sequence >= Replaceable) || Fee(waiting) >= Fee(transaction))) throw new InvalidOperationException("txn-mempool-conflict");
            pending.RemoveAll(conflicts.Contains);
            pending.Add(transaction);

            long Fee(BitcoinTransactionData of) => of.Inputs.Sum(input => outputs[input.Spends]) - of.Outputs.Sum(output => output.Units);
        }
        return transaction.Id;
    }

    /// <summary>Makes blocks; the first takes what is pending.</summary>
    public void Mine(int count = 1)
    {
        lock (gate)
        {
            for (var i = 0; i < count; i++)
            {
                BitcoinTransactionData[] transactions = [Coinbase(), .. pending];
                pending.Clear();
                minted.Clear();
                var time = clock is null ? FirstTime + (uint)(blocks.Count * 600) : (uint)clock.GetUtcNow().ToUnixTimeSeconds();
                blocks.Add(new BitcoinBlockData(blocks[^1].Hash, time, transactions, Rules.Work(Bits, LacksWork)));
            }
        }
    }

    /// <summary>Puts a block of another chain on top.</summary>
    public void Adopt(BitcoinBlockData block)
    {
        lock (gate) blocks.Add(block);
    }

    /// <summary>Takes the newest blocks back; those that follow are another branch.</summary>
    public void Drop(int depth)
    {
        lock (gate)
        {
            blocks.RemoveRange(blocks.Count - depth, depth);
            branch++;
        }
    }

    /// <summary>Makes coins and names the witnesses of all others in the block, as BIP-34 and BIP-141 ask.</summary>
    private BitcoinTransactionData Coinbase()
    {
        var height = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(height, blocks.Count);
        var witnesses = BitcoinBlockData.Root([NoHash, .. pending.Select(transaction => transaction.WitnessHash)]);
        byte[] commitment = [0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed, .. BitcoinBytes.DoubleHash([.. witnesses, .. NoHash])];
        var input = new BitcoinInput(NoHash, Final, [4, .. height, 4, .. BitConverter.GetBytes(branch)], Final) { Witness = Rules.HasWitnesses ? [NoHash] : [] };
        if (!Rules.HasWitnesses) return new BitcoinTransactionData([input], [new BitcoinOutput(Subsidy, Anybody), .. minted]);
        return new BitcoinTransactionData([input], [new BitcoinOutput(Subsidy, Anybody), .. minted, new BitcoinOutput(0, commitment)]);
    }
}
