using System.Text;

namespace Payments.Grains.Reconciliation;

/// <summary>
/// Sorts any number of entries in constant memory: what fills the memory is sorted and written to a temporary file, and in the end the
/// files are merged. They are deleted with this.
/// </summary>
/// <typeparam name="T">An entry.</typeparam>
/// <param name="order">The order.</param>
/// <param name="write">Writes an entry.</param>
/// <param name="read">Reads what was written.</param>
/// <param name="inMemory">Entries in memory at most.</param>
public sealed class SortedEntries<T>(
    Comparer<T> order, Action<BinaryWriter, T> write, Func<BinaryReader, T> read, int inMemory = SortedEntries<T>.UsualMemory) : IDisposable
{
    /// <summary>Entries in memory, some twenty megabytes of them.</summary>
    public const int UsualMemory = 50_000;

    private const int BufferBytes = 64 << 10;

    private readonly List<T> held = [];
    private readonly List<FileStream> files = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>One more.</summary>
    public void Add(T entry)
    {
        if (held.Count == inMemory) Spill();
        held.Add(entry);
        Count++;
    }

    /// <summary>All of them in their order; equal ones in any. Read once.</summary>
    public IEnumerable<T> InOrder()
    {
        held.Sort(order);
        return files.Count == 0 ? held : Merged();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in files) file.Dispose();
    }

    private void Spill()
    {
        held.Sort(order);
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = BufferBytes,
        });
        files.Add(file);
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
            foreach (var entry in held) write(writer, entry);
        file.Position = 0;
        held.Clear();
    }

    private IEnumerable<T> Merged()
    {
        var streams = files.Select(Entries).Append(held).Select(stream => stream.GetEnumerator()).ToArray();
        try
        {
            var queue = new PriorityQueue<IEnumerator<T>, T>(order);
            foreach (var stream in streams)
                if (stream.MoveNext()) queue.Enqueue(stream, stream.Current);
            while (queue.TryPeek(out var stream, out var entry))
            {
                yield return entry;
                if (stream.MoveNext()) queue.DequeueEnqueue(stream, stream.Current);
                else queue.Dequeue();
            }
        }
        finally
        {
            foreach (var stream in streams) stream.Dispose();
        }
    }

    private IEnumerable<T> Entries(FileStream file)
    {
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        for (var length = file.Length; file.Position < length;) yield return read(reader);
    }
}
