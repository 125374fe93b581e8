using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Payments.Chains.Bitcoin;
using Payments.Chains.Reading;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>Headers with easy work that follow each other, as a node of a test tells of them.</summary>
internal sealed class HeaderChain : IBlockSource
{
    private readonly List<BlockHeader> headers = [];
    private readonly Dictionary<string, BlockHeader> byName = [];

    /// <summary>Changes which header is named for a height.</summary>
    public Func<long, long> Named { get; set; } = number => number;

    /// <summary>Which headers were asked for, by their name.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The newest header.</summary>
    public BlockHeader Newest => headers[^1];

    /// <summary>The next height.</summary>
    public int Count => headers.Count;

    /// <summary>A header by its height.</summary>
    public BlockHeader this[int number] => headers[number];

    /// <summary>Makes a header on top of another, with the work for its bits.</summary>
    public static BlockHeader Make(string previous, long time, uint bits)
    {
        var bytes = new byte[BlockHeader.Length];
        Convert.FromHexString(previous).Reverse().ToArray().CopyTo(bytes, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(68), (uint)time);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(72), bits);
        var target = (BigInteger)(bits & 0x7fffff) << (8 * ((int)(bits >> 24) - 3));
        for (var nonce = 0u; ; nonce++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(76), nonce);
            var header = BlockHeader.Read(bytes);
            if (BigInteger.Parse("0" + header.Hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) <= target) return header;
        }
    }

    /// <summary>Adds headers so many seconds apart.</summary>
    public void Add(int count, long seconds, uint bits)
    {
        for (var i = 0; i < count; i++)
        {
            var header = headers.Count == 0
                ? Make(new string('0', 64), 1_300_000_000, bits)
                : Make(Newest.Hash, Newest.Time.ToUnixTimeSeconds() + seconds, bits);
            headers.Add(header);
            byName.Add(header.Hash, header);
        }
    }

    public Task<FoundOutputs?> FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> GetHeadAsync(CancellationToken cancellationToken) => Task.FromResult((long)headers.Count - 1);

    public Task<string> GetHashAsync(long number, CancellationToken cancellationToken) => Task.FromResult(headers[(int)Named(number)].Hash);

    public Task<byte[]> GetHeaderAsync(string hash, CancellationToken cancellationToken)
    {
        Asked.Add(hash);
        return Task.FromResult(byName[hash].Bytes.ToArray());
    }

    public Task<byte[]> GetBlockAsync(string hash, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<FoundOutput>> LookAsync(
        IReadOnlyList<string> awaited, BitcoinAddressSet scripts, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<UInt128?> GetFeeRateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool?> IsSyncingAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
