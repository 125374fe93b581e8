using System.Text;

namespace Payments.Benchmarks.Placement;

/// <summary>Where grains lie among equal silos. Orleans places an activation on a silo with room, which among equal ones is any, and keeps its address at the silo that owns the key's part of a ring with thirty parts for each silo.</summary>
internal sealed class GrainRing
{
    private const int PartsOfSilo = 30;

    private readonly (uint Start, int Silo)[] parts;
    private readonly int silos;

    public GrainRing(int silos)
    {
        this.silos = silos;
        parts = [.. from silo in Enumerable.Range(0, silos) from part in Enumerable.Range(0, PartsOfSilo) select (Hash($"silo-{silo}/{part}"), silo)];
        Array.Sort(parts);
    }

    /// <summary>The silo that runs a grain.</summary>
    public int Host(string grainKey) => (int)(Hash("at/" + grainKey) * (ulong)silos >> 32);

    /// <summary>The silo that knows where a grain is.</summary>
    public int Directory(string grainKey)
    {
        var found = Array.BinarySearch(parts, (Hash(grainKey), int.MaxValue));
        return parts[(found < 0 ? ~found : found) % parts.Length].Silo;
    }

    /// <summary>FNV-1a with a finisher: as even as any 32-bit hash, and the same in every run.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        Span<byte> bytes = stackalloc byte[256];
        foreach (var one in bytes[..Encoding.ASCII.GetBytes(text, bytes)]) hash = (hash ^ one) * 16777619;
        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        return hash ^ hash >> 16;
    }
}
