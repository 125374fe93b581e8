using Payments.Domain.Identity;

namespace Payments.Benchmarks.Placement;

/// <summary>
/// Shops as they are: their sizes follow Zipf's law (the n-th shop sells a n-th of what the first one sells), most have one address on one chain, the largest a few.
/// Everything follows from a seed.
/// </summary>
internal sealed class ShopWorld
{
    /// <summary>Shares of the chains among payments, in percent: USDT on TRON leads, BSC follows.</summary>
    private static readonly (ChainId Chain, int Percent)[] Chains = [(ChainId.Tron, 52), (ChainId.Bsc, 24), (ChainId.Ethereum, 8), (ChainId.Polygon, 6), (ChainId.Solana, 7), (ChainId.Bitcoin, 3)];

    private readonly double[] cumulated;
    private readonly Random random;

    public ShopWorld(int shops, double exponent, int seed)
    {
        random = new Random(seed);
        cumulated = new double[shops];
        var sum = 0.0;
        for (var rank = 0; rank < shops; rank++) cumulated[rank] = sum += Math.Pow(rank + 1, -exponent);
    }

    /// <summary>The share of all orders that one shop has.</summary>
    public double ShareOf(int rank) => (cumulated[rank] - (rank == 0 ? 0 : cumulated[rank - 1])) / cumulated[^1];

    /// <summary>Addresses that a shop takes turns with: eight for the hundred largest, three for the next ten thousand, else one.</summary>
    public static int AddressesOf(int rank) => rank < 100 ? 8 : rank < 10_000 ? 3 : 1;

    /// <summary>A shop drawn by its share.</summary>
    public int NextShop()
    {
        var found = Array.BinarySearch(cumulated, random.NextDouble() * cumulated[^1]);
        return found < 0 ? ~found : found;
    }

    /// <summary>A number of events in a second that come independently of each other.</summary>
    public int NextCount(double mean) => Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * Normal()));

    /// <summary>One of a shop's addresses.</summary>
    public int NextAddress(int rank) => random.Next(AddressesOf(rank));

    /// <summary>A chain by its share.</summary>
    public ChainId NextChain()
    {
        var dice = random.Next(100);
        foreach (var (chain, percent) in Chains)
            if ((dice -= percent) < 0) return chain;
        throw new InvalidOperationException("The shares of the chains do not make up a hundred.");
    }

    /// <summary>True with a probability.</summary>
    public bool Happens(double probability) => random.NextDouble() < probability;

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
