namespace Payments.Grains.Tests;

/// <summary>Whether a process under test is alive. What it writes after its end reaches nobody.</summary>
public sealed class ProcessLife
{
    private volatile bool hasEnded;

    public bool HasEnded => hasEnded;

    public void End() => hasEnded = true;

    /// <exception cref="IOException">The process is dead.</exception>
    public void Check()
    {
        if (hasEnded) throw new IOException("This process is dead: nothing of it reaches the database.");
    }
}
