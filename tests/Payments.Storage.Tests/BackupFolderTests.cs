using Payments.Storage.Export;
using Payments.Testing;

namespace Payments.Storage.Tests;

/// <summary>Which exports stay in a folder of them.</summary>
public sealed class BackupFolderTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("payments-backups-").FullName;
    private readonly ManualTimeProvider clock = new(new DateTimeOffset(2026, 1, 5, 3, 17, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public void The_newest_stay_with_their_checksums_and_what_is_not_an_export_is_left_alone()
    {
        var folder = new BackupFolder(path, clock);
        for (var day = 0; day < 3; day++)
        {
            Write(Path.GetFileName(folder.NextFile()));
            Write(Path.GetFileName(folder.NextFile()) + ".sha256");
            clock.Advance(TimeSpan.FromDays(1));
        }
        Write("payments-20260106T000000Z.export.partial", TimeSpan.FromHours(25));
        Write("payments-20260107T000000Z.export.partial", TimeSpan.FromHours(23));
        Write("notes.txt", TimeSpan.FromDays(500));

        folder.Prune(2).Should().Equal("payments-20260105T031700Z.export", "payments-20260106T000000Z.export.partial");
        Directory.GetFiles(path).Select(Path.GetFileName).Should().BeEquivalentTo(
            "payments-20260106T031700Z.export", "payments-20260106T031700Z.export.sha256", "payments-20260107T031700Z.export",
            "payments-20260107T031700Z.export.sha256", "payments-20260107T000000Z.export.partial", "notes.txt");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void None_is_no_number_of_exports_to_keep(int keep)
    {
        var folder = new BackupFolder(path, clock);
        Write(Path.GetFileName(folder.NextFile()));
        FluentActions.Invoking(() => folder.Prune(keep)).Should().Throw<ArgumentOutOfRangeException>();
        File.Exists(folder.NextFile()).Should().BeTrue();
    }

    private void Write(string name, TimeSpan? age = null)
    {
        var file = Path.Combine(path, name);
        File.WriteAllText(file, "x");
        File.SetLastWriteTimeUtc(file, (clock.GetUtcNow() - (age ?? TimeSpan.Zero)).UtcDateTime);
    }
}
