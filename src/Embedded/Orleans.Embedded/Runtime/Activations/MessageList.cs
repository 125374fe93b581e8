using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>
/// Messages in the order of their arrival, linked by themselves: a message is in one list at a time, and an activation that is idle, as nearly all are, keeps nothing for those that are not there.
/// </summary>
internal struct MessageList
{
    private Message? first;
    private Message? last;

    public int Count { get; private set; }

    public void Add(Message message)
    {
        message.Next = null;
        if (last is null) first = message;
        else last.Next = message;
        last = message;
        Count++;
    }

    public readonly bool TryPeek([NotNullWhen(true)] out Message? message) => (message = first) is not null;

    /// <summary>Takes the first one out, which there must be.</summary>
    public Message Take()
    {
        var message = first!;
        Unlink(null, message);
        return message;
    }

    public void Remove(Message message)
    {
        Message? before = null;
        for (var current = first; current is not null; (before, current) = (current, current.Next))
        {
            if (!ReferenceEquals(current, message)) continue;
            Unlink(before, message);
            return;
        }
    }

    public void Clear() => this = default;

    public readonly bool AnyCountsAsUse()
    {
        foreach (var message in this)
            if (message.CountsAsUse) return true;
        return false;
    }

    public readonly Enumerator GetEnumerator() => new(first);

    private void Unlink(Message? before, Message message)
    {
        if (before is null) first = message.Next;
        else before.Next = message.Next;
        if (ReferenceEquals(last, message)) last = before;
        message.Next = null;
        Count--;
    }

    /// <summary>Passes through the messages; the list must not change meanwhile.</summary>
    public struct Enumerator(Message? first)
    {
        private Message? next = first;

        public Message Current { get; private set; } = null!;

        public bool MoveNext()
        {
            if (next is null) return false;
            (Current, next) = (next, next.Next);
            return true;
        }
    }
}
