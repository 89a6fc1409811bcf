using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Notifications.Mails;

namespace Shop.Notifications;

internal sealed class NotificationsDb(DbContextOptions<NotificationsDb> options) : ModuleDbContext(options)
{
    public DbSet<SentMail> SentMails => Set<SentMail>();

    protected override void Configure(ModelBuilder model) => model.Entity<SentMail>(mail =>
    {
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.Kind).HasMaxLength(64);
        mail.HasIndex(m => m.OperationId).IsUnique();
    });
}
