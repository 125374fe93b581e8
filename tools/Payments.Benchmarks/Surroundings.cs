using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Payments.Testing;

namespace Payments.Benchmarks;

/// <summary>What figures are of: the machine, its disk, the runtime, the commit. A figure without them compares with nothing.</summary>
internal static class Surroundings
{
    /// <summary>One line for each.</summary>
    public static IReadOnlyList<(string Name, string Value)> Read() =>
    [
        ("processor", $"{Find("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}"),
        ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:0.0} GiB"),
        ("disk of temporary files", DiskOf(Path.GetTempPath())),
        ("system", $"{RuntimeInformation.OSDescription}"),
        (".NET", $"{RuntimeInformation.FrameworkDescription}, server collections {(System.Runtime.GCSettings.IsServerGC ? "on" : "off")}"),
        ("commit", Run("git", "-C", Repository.Root, "describe", "--always", "--dirty", "--abbrev=12")),
        ("load before", Find("/proc/loadavg", null)),
    ];

    /// <summary>The file system that holds a folder, by the longest mount point above it.</summary>
    private static string DiskOf(string folder)
    {
        var drive = DriveInfo.GetDrives().Where(drive => folder.StartsWith(drive.Name, StringComparison.Ordinal)).MaxBy(drive => drive.Name.Length);
        return drive is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{drive.DriveFormat} at {drive.Name}, {drive.AvailableFreeSpace / 1073741824.0:0} GiB free");
    }

    private static string Find(string file, string? name)
    {
        if (!File.Exists(file)) return "unknown";
        var line = File.ReadLines(file).FirstOrDefault(line => name is null || line.StartsWith(name, StringComparison.Ordinal)) ?? "unknown";
        return name is null ? line : line[(line.IndexOf(':') + 1)..].Trim();
    }

    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
