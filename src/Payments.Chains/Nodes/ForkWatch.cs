using System.Numerics;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>Compares the chains of several nodes where blocks prove work: of two that differ the one with more of it counts.</summary>
internal sealed class ForkWatch(NodePool pool, Func<IChainNode, long, Task<BlockRef>> read)
{
    /// <summary>
    /// How far branches are followed back. Nodes that differ for longer are not judged here: they contradict each other about payments,
    /// which wait.
    /// </summary>
    private const int Deepest = 32;

    /// <summary>
    /// Compares the chains that end in these blocks, and has nodes passed over whose branch has less work than another's. One that is only
    /// behind is none of them.
    /// </summary>
    public async Task CompareAsync(IEnumerable<(IChainNode Node, BlockRef Tip)> tips)
    {
        var all = tips.Select(tip => new Branch(tip.Node, tip.Tip)).ToArray();
        if (all.Length < 2) return;
        var highest = all.Max(branch => branch.Tip.Number);
        var branches = all.Where(branch => branch.Tip.Number > highest - Deepest).ToList();
        for (var level = branches.Min(branch => branch.Tip.Number); !await AreOneAsync(branches, level); level--)
            if (level == 0 || level <= highest - Deepest) return;

        if (branches.Count < 2) return;
        var most = branches.Max(branch => branch.Work);
        var heaviest = branches.Where(branch => branch.Work == most).ToArray();
        foreach (var branch in branches) pool.PassOver(branch.Node, !heaviest.Any(other => other.Holds(branch.Tip)));
    }

    /// <summary>
    /// Whether all branches hold the same block of a height. A node that does not tell of its own blocks is not judged, and fails.
    /// </summary>
    private async Task<bool> AreOneAsync(List<Branch> branches, long level)
    {
        foreach (var branch in branches.ToArray())
            while (branch.Root.Number > level)
            {
                var number = branch.Root.Number - 1;
                if (await pool.TryAsync(branch.Node, node => read(node, number)) is { } block && block.Hash == branch.Root.ParentHash)
                {
                    branch.Add(block);
                    continue;
                }
                branches.Remove(branch);
                break;
            }
        return branches.Select(branch => branch.Root.Hash).Distinct().Count() <= 1;
    }

    /// <summary>The newest blocks of a node, down to its root.</summary>
    private sealed class Branch(IChainNode node, BlockRef tip)
    {
        private readonly List<BlockRef> blocks = [tip];

        public IChainNode Node => node;

        public BlockRef Tip => tip;

        public BlockRef Root => blocks[^1];

        /// <summary>The work above the root.</summary>
        public BigInteger Work => blocks.SkipLast(1).Aggregate(BigInteger.Zero, (sum, block) => sum + block.Work);

        public void Add(BlockRef block) => blocks.Add(block);

        public bool Holds(BlockRef block) => blocks.Any(own => own.Hash == block.Hash);
    }
}
