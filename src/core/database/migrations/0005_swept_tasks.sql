ALTER TABLE "mora"."tasks" ADD COLUMN "swept_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "tasks_ended" ON "mora"."tasks" USING btree ("ended_at");