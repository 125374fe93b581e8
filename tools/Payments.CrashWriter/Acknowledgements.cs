using System.Text;

namespace Payments.CrashWriter;

/// <summary>Says on standard output what storage has confirmed. Each line is in the pipe when the call ends, so it outlives the process.</summary>
public sealed class Acknowledgements(Stream output)
{
    private readonly Lock gate = new();

    /// <summary>Says one line.</summary>
    public void Say(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(line + "\n");
        lock (gate)
        {
            output.Write(bytes);
            output.Flush();
        }
    }
}
